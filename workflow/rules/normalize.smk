rule normalize:
    input:
        gate=gate_of("ingest"),
        reports=lambda wildcards: f"results/ingest/{SHARD_BATCH[wildcards.shard].name}/reports.parquet",
        furniture=ancient(lambda wildcards: checkpoints.furniture.get().output[0]),
        codebook=SHIPPED / "furniture.csv",
    output:
        [
            f"results/normalize/{{shard}}/{table}.parquet"
            for table in plan.STAGE_TABLES["normalize"]
        ],
    log:
        "results/logs/normalize/{shard}.log",
    benchmark:
        "results/benchmarks/normalize/{shard}.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(2000),
        runtime=60,
    params:
        code=provenance.code_digest("normalize"),
        # a parameter made from `input` would not be compared
        learnt=lambda wildcards: digest_of("results/furniture/furniture.parquet"),
        codebook=SHIPPED,
        part=lambda wildcards: part_of(wildcards.shard),
        options=options("normalize"),
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Normalizing shard {wildcards.shard}"
    shell:
        sijill(
            "normalize --reports {input.reports:q} --part {params.part} --furniture results/furniture/furniture.parquet"
            " --codebook {params.codebook:q} {params.options} --out {params.out:q}"
        )
