rule codebook:
    input:
        codebook=sorted(SHIPPED.glob("*.csv")),
        corrections=CORRECTIONS,
    output:
        [f"results/codebook/{path.name}" for path in sorted(SHIPPED.glob("*.csv"))],
        "results/codebook/aliases.csv",
    log:
        "results/logs/review/codebook.log",
    benchmark:
        "results/benchmarks/review/codebook.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(500),
        runtime=5,
    params:
        code=provenance.code_digest("codebook"),
        codebook=SHIPPED,
        options=options("review"),
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Adding reviewers' names to the codebook"
    shell:
        sijill(
            "codebook --codebook {params.codebook:q} {params.options} --out {params.out:q}"
        )


rule review:
    input:
        gate=gate_of("validate"),
        tables=files_of("validate"),
        corrections=CORRECTIONS,
        places="results/gazetteer/places.parquet",
        codebook=codebook_files(),
    output:
        files_of("review"),
        "results/review/agreement.json",
    log:
        "results/logs/review/review.log",
    benchmark:
        "results/benchmarks/review/review.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(8000),
        runtime=60,
    params:
        code=provenance.code_digest("review"),
        codebook=CODEBOOK,
        tables=lambda wildcards: folders_of("validate"),
        options=options("review"),
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Applying reviewers' corrections"
    shell:
        sijill(
            "review --tables {params.tables} --places {input.places:q} --codebook {params.codebook:q}"
            " {params.options} --out {params.out:q}"
        )
