"""Whether one setting reaches a required level: a prediction to one word, pure.

    meets               the level is reached as things are
    meets after tasks   it is reached once the listed tasks are done
    may fall back       it is reached, but the setting goes on in clear where HTTPS is not
    open                more than nothing is sure, and the level may be reached
    falls short         it is not reached, whatever is done on site
    not known           nothing above `nothing` is sure

What rests on firmware that nobody has shown the camera to run stays open: it is never promised.
"""

from __future__ import annotations

from integration_db.prediction.levels import ENCRYPTED, meets
from integration_db.prediction.prediction import Prediction
from integration_db.vocabulary import AnsweredStatus, Requirement


def status_of(prediction: Prediction, require: Requirement) -> AnsweredStatus:
    """Return what a line comes to with one setting."""
    now = meets(prediction.now.levels, require)
    after = meets(prediction.after.levels, require)
    if now == "yes" or after == "yes":
        if now != "yes" and prediction.if_runs:
            return "open"
        if prediction.setting.in_clear:
            return "may fall back"
        return "meets" if now == "yes" else "meets after tasks"
    if now == "no" and after == "no":
        return "falls short"
    return "open" if prediction.after.floor in ENCRYPTED else "not known"
