"""Says of each PNML file named whether pm4py finds its net sound, and why not: one line a file.

Soundness is decided by pm4py's Woflan (Verbeek, Basten, van der Aalst 2001).
"""

import contextlib
import io
import sys
import warnings

warnings.filterwarnings("ignore")
with contextlib.redirect_stdout(io.StringIO()):  # pm4py greets whoever imports it
    from pm4py.algo.analysis.woflan import algorithm as woflan
    from pm4py.objects.petri_net.importer import importer

quiet = {"print_diagnostics": False, "return_diagnostics": True, "return_asap_when_not_sound": True}
for path in sys.argv[1:]:
    net, first, last = importer.apply(path)
    with contextlib.redirect_stdout(io.StringIO()):
        sound, why = woflan.apply(net, first, last, parameters=quiet)
    said = next((value for key, value in why.items() if "MESSAGES" in str(key)), [])
    size = f"{len(net.places)} places, {len(net.transitions)} transitions"
    print("sound" if sound else "not sound", size, said[-1] if said else "", sep="; ")
