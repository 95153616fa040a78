rule extract:
    input:
        gate=gate_of("normalize"),
        normalized=[
            f"results/normalize/{{shard}}/{table}.parquet"
            for table in ("reports", "sentences")
        ],
        places="results/gazetteer/places.parquet",
        codebook=codebook_files(),
    output:
        [
            f"results/extract/{{shard}}/{table}.parquet"
            for table in plan.STAGE_TABLES["extract"]
        ],
    log:
        "results/logs/extract/{shard}.log",
    benchmark:
        "results/benchmarks/extract/{shard}.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(3000),
        runtime=120,
    params:
        code=provenance.code_digest("extract"),
        codebook=CODEBOOK,
        options=options("extract"),
        normalized=lambda wildcards, input: Path(input.normalized[0]).parent,
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Extracting from shard {wildcards.shard}"
    shell:
        sijill(
            "extract --normalized {params.normalized:q} --places {input.places:q}"
            " --codebook {params.codebook:q} {params.options} --out {params.out:q}"
        )
