rule validate:
    input:
        gate=gate_of("deduplicate"),
        tables=files_of("deduplicate"),
        places="results/gazetteer/places.parquet",
        codebook=codebook_files(),
    output:
        files_of("validate"),
    log:
        "results/logs/validate/validate.log",
    benchmark:
        "results/benchmarks/validate/validate.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(4000),
        runtime=120,
    params:
        code=provenance.code_digest("validate"),
        codebook=CODEBOOK,
        tables=lambda wildcards: folders_of("deduplicate"),
        options=options("validate"),
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Validating events against the codebook"
    shell:
        sijill(
            "validate --tables {params.tables} --places {input.places:q} --codebook {params.codebook:q}"
            " {params.options} --out {params.out:q}"
        )
