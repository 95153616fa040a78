rule ingest:
    input:
        lambda wildcards: [
            path for file in BATCHES[wildcards.batch].files for path in file.paths
        ],
    output:
        reports="results/ingest/{batch}/reports.parquet",
        rejected="results/ingest/{batch}/rejected.parquet",
        inputs="results/ingest/{batch}/inputs.parquet",
    log:
        "results/logs/ingest/{batch}.log",
    benchmark:
        "results/benchmarks/ingest/{batch}.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(1000),
        runtime=60,
    params:
        code=provenance.code_digest("ingest"),
        where=lambda wildcards: where(BATCHES[wildcards.batch]),
        options=options("ingest"),
        out=lambda wildcards, output: Path(output.reports).parent,
    message:
        "Ingesting batch {wildcards.batch}"
    shell:
        sijill("ingest {params.where} {params.options} --out {params.out:q}")
