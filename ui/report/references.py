"""The works that a report cites, by key; only those behind figures that stand in it are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Reference:
    """`short` stands in the running text, `full` in the list."""

    short: str
    full: str


REFERENCES: Mapping[str, Reference] = MappingProxyType(
    {
        "brennan1981": Reference(
            "Brennan & Prediger, 1981",
            "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and alternatives. "
            "Educational and Psychological Measurement, 41(3), 687–699.",
        ),
        "byrt1993": Reference(
            "Byrt et al., 1993",
            "Byrt, T., Bishop, J., & Carlin, J. B. (1993). Bias, prevalence and kappa. "
            "Journal of Clinical Epidemiology, 46(5), 423–429.",
        ),
        "cicchetti1990": Reference(
            "Cicchetti & Feinstein, 1990",
            "Cicchetti, D. V., & Feinstein, A. R. (1990). High agreement but low kappa: II. Resolving the paradoxes. "
            "Journal of Clinical Epidemiology, 43(6), 551–558.",
        ),
        "cohen1960": Reference(
            "Cohen, 1960",
            "Cohen, J. (1960). A coefficient of agreement for nominal scales. "
            "Educational and Psychological Measurement, 20(1), 37–46.",
        ),
        "cohen1968": Reference(
            "Cohen, 1968",
            "Cohen, J. (1968). Weighted kappa: Nominal scale agreement with provision for scaled disagreement or "
            "partial credit. Psychological Bulletin, 70(4), 213–220.",
        ),
        "efron1993": Reference(
            "Efron & Tibshirani, 1993",
            "Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall.",
        ),
        "fleiss1971": Reference(
            "Fleiss, 1971",
            "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. "
            "Psychological Bulletin, 76(5), 378–382.",
        ),
        "gwet2008": Reference(
            "Gwet, 2008",
            "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. "
            "British Journal of Mathematical and Statistical Psychology, 61(1), 29–48.",
        ),
        "gwet2014": Reference(
            "Gwet, 2014",
            "Gwet, K. L. (2014). Handbook of inter-rater reliability (4th ed.). Advanced Analytics.",
        ),
        "hripcsak2005": Reference(
            "Hripcsak & Rothschild, 2005",
            "Hripcsak, G., & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in information "
            "retrieval. Journal of the American Medical Informatics Association, 12(3), 296–298.",
        ),
        "krippendorff1995": Reference(
            "Krippendorff, 1995",
            "Krippendorff, K. (1995). On the reliability of unitizing continuous data. "
            "Sociological Methodology, 25, 47–76.",
        ),
        "krippendorff2016": Reference(
            "Krippendorff et al., 2016",
            "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing textual "
            "continua: Further developments. Quality & Quantity, 50(6), 2347–2364.",
        ),
        "krippendorff2019": Reference(
            "Krippendorff, 2019",
            "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). Sage.",
        ),
        "light1971": Reference(
            "Light, 1971",
            "Light, R. J. (1971). Measures of response agreement for qualitative data: Some generalizations and "
            "alternatives. Psychological Bulletin, 76(5), 365–377.",
        ),
        "passonneau2006": Reference(
            "Passonneau, 2006",
            "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic "
            "annotation. Proceedings of LREC 2006.",
        ),
        "randolph2005": Reference(
            "Randolph, 2005",
            "Randolph, J. J. (2005). Free-marginal multirater kappa: An alternative to Fleiss’ fixed-marginal "
            "multirater kappa. Joensuu Learning and Instruction Symposium.",
        ),
        "scott1955": Reference(
            "Scott, 1955",
            "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale coding. "
            "Public Opinion Quarterly, 19(3), 321–325.",
        ),
    }
)
