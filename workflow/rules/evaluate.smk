rule rehearse:
    input:
        gold=gold_files(),
        places="results/gazetteer/places.parquet",
        codebook=codebook_files(),
    output:
        [
            f"results/evaluate/own/validate/{table}.parquet"
            for table in plan.STAGE_TABLES["validate"]
        ],
    log:
        "results/logs/evaluate/rehearse.log",
    benchmark:
        "results/benchmarks/evaluate/rehearse.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(3000),
        runtime=30,
    params:
        code=provenance.code_digest("rehearsal"),
        gold=lambda wildcards: GOLD,
        codebook=CODEBOOK,
        options=json.dumps({stage: CONFIG[stage] for stage in UPSTREAM}, sort_keys=True),
        out=lambda wildcards, output: Path(output[0]).parents[1],
    message:
        "Reading the texts of the gold"
    shell:
        sijill(
            "rehearse --gold {params.gold:q} --places {input.places:q} --codebook {params.codebook:q}"
            " --options {params.options:q} --out {params.out:q}"
        )


rule evaluate:
    input:
        gold=gold_files(),
        tables=scored_tables(),
        places="results/gazetteer/places.parquet",
        codebook=codebook_files(),
    output:
        "results/evaluate/score.json",
        report(
            "results/evaluate/index.html",
            caption="../report/evaluate.rst",
            category="Evaluation",
        ),
    log:
        "results/logs/evaluate/evaluate.log",
    benchmark:
        "results/benchmarks/evaluate/evaluate.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(4000),
        runtime=30,
    params:
        code=provenance.code_digest("evaluate"),
        codebook=CODEBOOK,
        tables=lambda wildcards, input: Path(input.tables).parent,
        options=shlex.join(flags.write("evaluate", CONFIG["evaluate"] | {"gold": GOLD})),
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Scoring against the gold"
    shell:
        sijill(
            "evaluate --tables {params.tables:q} --places {input.places:q} --codebook {params.codebook:q}"
            " {params.options} --out {params.out:q}"
        )
