"""PURE: tells which words keep their capitals where a title shouts."""

from __future__ import annotations

ACRONYMS = frozenset(
    """
    ADHD AGM AP ASD BCF CAMHS CCTV CIL CLT CPZ CQC DFE DHSC DOLS DSG EHC EHCNA EHCP EHCPS EQIA EU FOI GDPR GLA
    HNB HR HRA HSCB ICB ICT ILACS IT JSNA JTAI KPI LADO LBH LDF LGA LGO LGSCO MASH MHCLG MP MPS MTFS NHS NPPF
    OFSTED PCSO PFI PRU PSPO RAAC RAF RAG SAB SACRE SEMH SEN SENCO SEND SIAB SLCN SLT SPD TFL TUPE UK ULEZ VAT
    """.split()  # noqa: SIM905  # a list of very many
)
_NAMES = frozenset(
    """
    April August Barking Bexley Brentwood Britain British Christmas Collier Cranham Dagenham December Easter
    Emerson England English Essex February Friday Gidea Harold Havering Hornchurch January July June London
    Monday November October Rainham Redbridge Romford Rush Saturday September Sunday Thurrock Thursday Tuesday
    Upminster Wednesday Wennington
    """.split()  # noqa: SIM905  # likewise
)
SPELT = {"OFSTED": "Ofsted", "DFE": "DfE", "TFL": "TfL", "EHCPS": "EHCPs", "MPS": "MPs", "EQIA": "EqIA"} | {
    name.upper(): name for name in _NAMES
}
"""How they are written where not in capitals alone."""
