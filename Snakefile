"""Sijill: raw reports in, event dataset out. This file is the table of contents; the steps are in workflow/rules/."""

from snakemake.utils import min_version

min_version("9.27")


report: "workflow/report/workflow.rst"


# A run is described by one file: the one named by --configfile, else config.yaml in the working directory, else ours.
DESCRIPTION = (
    "config.yaml" if exists("config.yaml") else workflow.source_path("config.yaml")
)
if not workflow.overwrite_configfiles:

    configfile: DESCRIPTION


include: "workflow/rules/common.smk"
include: "workflow/rules/gazetteer.smk"
include: "workflow/rules/ingest.smk"
include: "workflow/rules/furniture.smk"
include: "workflow/rules/normalize.smk"
include: "workflow/rules/extract.smk"
include: "workflow/rules/deduplicate.smk"
include: "workflow/rules/validate.smk"
include: "workflow/rules/review.smk"
include: "workflow/rules/export.smk"
include: "workflow/rules/quality.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/evaluate.smk"


rule all:
    default_target: True
    input:
        "results/export/SHA256SUMS",
        "results/public/SHA256SUMS",
        "results/report/index.html",


onstart:
    hold_folder()


onsuccess:
    tell_result()


onerror:
    tell_failure([log] if isinstance(log, str) else log)
