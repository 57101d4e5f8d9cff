"""Makers that sell no cameras and stand in lists of cameras: of recorders, disks, networks, cables.

No source says so of a maker for all time. They were written down by hand from what quotations of
video systems hold, as makers whose own pages offer none, and decide only where nothing else in a
line speaks: no name of the catalogue, no name built like those of cameras, no word of a camera.
A maker of the catalogue is never among them.
"""

from __future__ import annotations

from typing import Final

from integration_db.names.folding import loose_key

OTHER_MAKERS: Final = frozenset(
    loose_key(name)
    for name in (
        # recorders and their software
        *("Exacq", "exacqVision", "Milestone", "Milestone Systems", "BCDVideo", "Razberi"),
        *("Seneca", "Rasilient", "NetApp"),
        # computers and what shows pictures
        *(
            "Dell",
            "Dell EMC",
            "HP",
            "HPE",
            "Hewlett Packard",
            "Hewlett Packard Enterprise",
            "Lenovo",
        ),
        *("Supermicro", "Fujitsu", "Nvidia", "Iiyama", "EIZO", "Acer", "ViewSonic", "NEC"),
        # disks and cards
        *("Seagate", "Western Digital", "WD", "WDC", "Kingston", "SanDisk", "Micron", "Synnex"),
        *("Swissbit", "Intel", "Crucial"),
        # networks
        *(
            "Aruba",
            "HPE Aruba",
            "Juniper",
            "Extreme Networks",
            "Ruckus",
            "Netgear",
            "Allied Telesis",
        ),
        *(
            "MikroTik",
            "Arista",
            "Brocade",
            "Zyxel",
            "Cambium Networks",
            "Siklu",
            "Antaira",
            "Hirschmann",
        ),
        *(
            "ComNet",
            "NVT Phybridge",
            "Veracity",
            "Altronix",
            "Lantronix",
            "Microsens",
            "Phoenix Contact",
        ),
        *("Advantech", "Westermo", "Barox", "Lancom"),
        # cables, racks, power
        *(
            "Belden",
            "CommScope",
            "Panduit",
            "Leviton",
            "Corning",
            "Draka",
            "Dätwyler",
            "Telegärtner",
        ),
        *(
            "Rittal",
            "Digitus",
            "Lindy",
            "Legrand",
            "Hubbell",
            "Ortronics",
            "Superior Essex",
            "Nexans",
        ),
        *("Prysmian", "Middle Atlantic", "Chatsworth", "nVent", "Hoffman", "APC", "Tripp Lite"),
        *("CyberPower", "Mean Well", "Vertiv", "Liebert", "Online USV", "Ditek", "Fiamm", "Yuasa"),
        *("Arlington", "Obo Bettermann", "Genie", "JLG"),
    )
)
"""Their names, as loose keys."""
