rule deduplicate:
    input:
        gate=gate_of("extract"),
        tables=files_of("normalize", ("reports", "sentences")) + files_of("extract"),
        places="results/gazetteer/places.parquet",
        codebook=codebook_files(),
    output:
        files_of("deduplicate"),
    log:
        "results/logs/deduplicate/deduplicate.log",
    benchmark:
        "results/benchmarks/deduplicate/deduplicate.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(8000),
        runtime=240,
    params:
        code=provenance.code_digest("deduplicate"),
        codebook=CODEBOOK,
        tables=lambda wildcards: folders_of("normalize", "extract"),
        options=options("deduplicate"),
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Deduplicating reports and events"
    shell:
        sijill(
            "deduplicate --tables {params.tables} --places {input.places:q} --codebook {params.codebook:q}"
            " {params.options} --out {params.out:q}"
        )
