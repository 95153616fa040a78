rule gazetteer:
    input:
        codebook=[CODEBOOK / "places.csv", CODEBOOK / "admin1.csv"]
        + ([CODEBOOK / "aliases.csv"] if NEW_NAMES else []),
    output:
        "results/gazetteer/places.parquet",
    log:
        "results/logs/gazetteer/gazetteer.log",
    benchmark:
        "results/benchmarks/gazetteer/gazetteer.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(2000),
        runtime=10,
    params:
        code=provenance.code_digest("gazetteer"),
        codebook=CODEBOOK,
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Building the gazetteer"
    shell:
        sijill("gazetteer --codebook {params.codebook:q} --out {params.out:q}")
