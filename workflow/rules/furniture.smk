# A checkpoint, so that what follows is planned anew when it is known whether the learnt lines are still the same: a new
# report seldom changes them, and then only its own shard has to be normalized.
checkpoint furniture:
    input:
        gate=gate_of("ingest"),
        reports=files_of("ingest", ("reports",)),
    output:
        "results/furniture/furniture.parquet",
    log:
        "results/logs/furniture/furniture.log",
    benchmark:
        "results/benchmarks/furniture/furniture.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(2000),
        runtime=120,
    params:
        code=provenance.code_digest("furniture"),
        reports=lambda wildcards: folders_of("ingest"),
        options=options("furniture"),
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Learning page furniture"
    shell:
        sijill(
            "furniture --reports {params.reports} {params.options} --out {params.out:q}"
        )
