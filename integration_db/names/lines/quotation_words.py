"""The words of quotations: what stands around the name of a camera, and what it does to it.

Only words, in the languages that quotations come in (English, German, French, Spanish, Italian,
Portuguese, Dutch); what follows from them is the business of `quotation`. The lists have no
accents, and of what makers put into names only the English word: `plain` and `in_english` lead
there, so that `extérieure` tells the same cameras apart as `outdoor`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from integration_db.names.folding import plain
from integration_db.names.lines.asides import ASIDES
from integration_db.names.lines.units import UNIT, UNITS
from integration_db.names.optional_words import DESCRIPTORS, SHAPES

MARKS: Final = " ,;:.!|\"'`*•·>#"
"""Signs around a word that are no part of it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _english(text: str) -> dict[str, str]:
    """Return each word of a table by the English one that its line begins with."""
    lines = [line.split() for line in text.strip().splitlines()]
    return {word: english for english, *words in lines for word in words}


_ENGLISH: Final = _english(
    """
    OUTDOOR OUTDOORS EXTERIOR EXTERIORES EXTERNA EXTERNAS EXTERNO ESTERNO ESTERNA ESTERNI
    OUTDOOR EXTERIEUR EXTERIEURE EXTERIEURES EXTERIEURS AUSSEN AUSSENBEREICH BUITEN
    INDOOR INDOORS INTERIOR INTERIORES INTERNA INTERNAS INTERNO INTERNI INTERIEUR INTERIEURE
    INDOOR INTERIEURES INTERIEURS INNEN INNENBEREICH INNENRAUM BINNEN
    DOME DOMO DOMOS DOMES KUPPELKAMERA
    BULLET BALA BULLETS TUBE TUBO TUBULAR
    TURRET TOURELLE TORRETA TORRETTA
    PANORAMIC PANORAMICA PANORAMICO PANORAMIQUE PANORAMISCH PANORAMISCHE PANORAMA
    FISHEYE FISCHAUGE OJO-DE-PEZ FISH-EYE
    FIXED FIJA FIJO FIJAS FISSA FISSO FISSE FIXE FIXES FIXA FIXO VAST VASTE FESTE FESTES
    VARIFOCAL VARIFOCALE VARIFOKAL VARIOFOKAL VARIFOCALES VARI-FOCAL
    VANDAL ANTIVANDALICA ANTIVANDALICO ANTIVANDALISMO ANTIVANDALE ANTI-VANDALE ANTIVANDALISME
    VANDAL ANTI-VANDALISMO ANTI-VANDAL ANTIVANDAL VANDALENSICHER VANDALISMUSGESCHUTZT
    VANDAL VANDAALBESTENDIG VANDALISMEBESTENDIG VANDALISMUSSICHER VANDALGESCHUTZT
    MOTORIZED MOTORISED MOTORIZADA MOTORIZADO MOTORIZZATA MOTORIZZATO MOTORISEE MOTORISE
    MOTORIZED MOTORISIERT MOTORISCH GEMOTORISEERD MOTORISIERTE
    IR INFRARED INFRARROJO INFRARROJOS INFRAROSSI INFRAROSSO INFRAROUGE INFRAROUGES INFRAVERMELHO
    IR INFRAVERMELHOS INFRAROT INFRAROOD
    THERMAL TERMICA TERMICO THERMIQUE WARMEBILD WARMEBILDKAMERA TERMOGRAFICA THERMISCHE THERMISCH
    WIRELESS INALAMBRICA INALAMBRICO SANS-FIL KABELLOS DRAADLOOS DRADLOZE SENZA-FILI FUNK
    NETWORK RED RETE RESEAU REDE NETZWERK NETWERK
    WHITE WEISS WEISSE BLANC BLANCHE BLANCO BLANCA BIANCO BIANCA BRANCO BRANCA WIT WITTE
    BLACK SCHWARZ SCHWARZE NOIR NOIRE NEGRO NEGRA NERO NERA PRETO PRETA ZWART ZWARTE
    GREY GRAY GRAU GRIS GRIGIO GRIGIA CINZA GRIJS ANTHRAZIT
    COLOUR COLOR COULEUR FARBE COLORE KLEUR COLORES
    DAY TAG DIA JOUR GIORNO DAG
    NIGHT NACHT NOCHE NUIT NOTTE NOITE
    AUDIO MIKROFON MICROFONO MICROPHONE MICROFONE MICROFOON MIC
    SPARE ERSATZ RESERVE RESERVA REPUESTO RECHANGE RICAMBIO SCORTA ERSATZKAMERA RESERVEKAMERA
    LENS LENTE LENTILLE OBJEKTIV OBJECTIF OBJETIVO OBIETTIVO OPTICA OTTICA OPTIQUE
    """
)


@lru_cache(maxsize=8192)
def in_english(word: str) -> str:
    """Return a word without the signs around it, one for a kind of camera in English."""
    bare = plain(word).strip("()[]{}" + MARKS)
    return _ENGLISH.get(bare, bare)


_NUMBER: Final = r"(?<![\w/-])(\d{1,3}(?:[.,]\d{1,2})?)"
_FOR: Final = (
    r"(?<![\w-])(?:FOR|FUR|FUER|POUR|PARA|PER|DA|DE|DO|VOOR|ZUM|IM|IN|EN|A|AU|D'|ALL'|DELL') ?"
    r"(?<=[ '])(?:(?:DEN|DIE|DAS|DEM|EL|LA|LE|GLI|LOS|USO|USE|USAGE|EINSATZ|GEBRUIK) |L')*"
)


_CALLED: Final = r"(?:CAM[AE]R[AE]|KAMERA|\bDOM[EO]|\bPTZ|BULLET|TURRET)"
_HANGS: Final = (
    r"(?:(?:A |THE |DEM |DER |UN |UNE |LA |EL )?(?:POLE|MAST|MAT|POSTE|PALO|WALL|WAND|MUR|MURO|"
    r"PARED|PAREDE|PARETE|MUUR|FACADE|FASSADE|GEVEL|FACHADA|FACCIATA)"
    r"|(?:DECKEN|WAND|MAST|PLAFOND|MUUR)MONTAGE|(?:CEILING|WALL|POLE)[- ]MOUNTED)"
)
"""A camera, and what one hangs on."""
_SUPPLY: Final = (
    r"(?:SUPPLY|SUPPLYING|DELIVER|DELIVERY|PROVIDE|FURNISH|LIEFERN|LIEFERUNG|FOURNITURE|SUMINISTRO|"
    r"FORNITURA|FORNECIMENTO|LEVERING|LEVEREN)"
)
_AND: Final = r"(?: *; *| ?[&+/] ?| (?:AND|UND|ET|Y|E|EN) )+"
_WORK: Final = (
    r"(?:(?:INSTALL|MOUNT|COMMISSION|CONNECT|PROGRAM|CONFIGUR|MONTIER|ANSCHLIESS|INSTAL|MONT|"
    r"CABLEA|CONEXION|RACCORD|PARAMETR|PLAATS|AANSLUIT|COLLAUD|COLLEG)[A-Z]*|ANSCHLUSS|POSE|POSA|"
    r"TEST(?:ING)?|MISE EN SERVICE|PUESTA EN MARCHA|MESSA IN (?:SERVIZIO|FUNZIONE)|INBETRIEBNAHME|"
    r"IN BETRIEB NEHMEN|INBEDRIJFSTELLING)\b(?: IN OPERA\b)?"
)
"""What is delivered, and the work on it: `Fourniture, pose et raccordement`."""


def _meant_for(place: str) -> re.Pattern[str]:
    """Return what reads a place that a camera is meant for, as `für den Außenbereich`."""
    words = sorted({place, *(word for word, english in _ENGLISH.items() if english == place)})
    return re.compile(rf"{_FOR}(?:{'|'.join(words)})\b")


PHRASES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    # A number and its unit are one word.
    (
        re.compile(
            rf"{_NUMBER} (MPX?|MEGA-?PIXELE?[SN]?|MPIXELS?|MM|FPS|IPS|HZ|GB|TB)\b",
            re.A,
        ),
        r"\1\2",
    ),
    (re.compile(r"(?<![\w/-])(\d{2,3}) (M|METERS?|METRES|METROS|METRI)\b", re.A), r"\1M"),
    (_meant_for("OUTDOOR"), "EXTERIOR"),
    (_meant_for("INDOOR"), "INTERIOR"),
    (re.compile(r"\b(OUTDOOR|INDOOR) (?:USE|APPLICATIONS?)\b"), r"\1"),
    # `telecamera a cupola`: a dome, where `cupola` alone is what is put over one.
    (
        re.compile(r"(CAM[AE]R[AE]S?|KAMERAS?) (?:TIPO |A |DE |DI |TYP )?(?:CUPOLA|CUPULA)\b"),
        r"\1 DOMO",
    ),
    (re.compile(r"\bOJO DE PEZ\b"), "OJO-DE-PEZ"),
    # `pieza de repuesto`, `spare dome`: a part of a camera; `cámara de repuesto` is a camera.
    (
        re.compile(
            r"\b(?:PIEZAS?|PIECES?|PARTE?S?|PECAS?|PEZZ[IO]|DOMOS?|DOMES?) D[EI] "
            r"(?:REPUESTO|RECHANGE|RICAMBIO|SCORTA|RESERVA)\b|"
            r"\bSPARE (?:LOWER |CLEAR |SMOKED |TINTED )?(?:DOME|BUBBLE|PART)S?\b(?! CAM)"
        ),
        "BUBBLE",
    ),
    (
        re.compile(r"\b(?:DE|DI|DA|EN|IN|ALS) (REPUESTO|RECHANGE|RICAMBIO|SCORTA|RESERV[AE])\b"),
        "SPARE",
    ),
    # What has a socket of the network is the camera itself, be it sold without its lenses.
    (
        re.compile(
            r"\b(?:HOUSING|BODY|GEHAUSE|GEHAEUSE|BOITIER|CARCASA|CUSTODIA|BEHUIZING|CARCACA) "
            r"(?:WITH|MIT|AVEC|CON|COM|MET|W/) (?:RJ-?45|LSA)\b"
        ),
        "CAMERA",
    ),
    # `Lieferung und Montage`: of the camera, and not of what is already there.
    (
        re.compile(rf"\b{_SUPPLY}(?:{_AND}{_WORK})+(?: (?:D[EIO]|VAN|OF)\b)?"),
        "SUPPLIED",
    ),
    (re.compile(r"\b(?:DOM[EO]S? MOTORI[SZ]+(?:AD[OA]|AT[OA]|EE?)|SPEED[- ]?DOM[EO])\b"), "PTZ"),
    # Where it hangs, of what is called a camera: `cámara bullet ... en poste`.
    (
        re.compile(rf"({_CALLED}.*?)(?: (?:ON|AUF|AM|AN|SUR|EN|SU|EM|OP|AAN) | ;  ?){_HANGS}\b"),
        r"\1 SUPPLIED",
    ),
    (re.compile(r"\bF ?& ?P\b"), "SUPPLIED"),  # `fourniture et pose`
    (
        re.compile(r"\b(ONVIF|POE|NDAA|TAA)[ -](?:COMPATIBLE|CONFORMANT|COMPLIANT|KOMPATIBEL)\b"),
        r"\1",
    ),
    (re.compile(r"\bTO BE (?:RE-?USED|RETAINED|SUPPLIED|INSTALLED)\b"), "REUSED"),
    # The lens of what is called a camera is its own: `telecamera ..., ottica 2.8 mm`.
    (
        re.compile(
            r"(CAM[AE]R[AE]S?\b|KAMERAS?\b)(.*)\b(?:OTTICA|OPTICA|OPTIQUE|OBJETIVO|OBJEKTIV|LENS|LENTE|"
            r"OBIETTIVO|OBJECTIF) (?=(?:FIXED |FIJ[AO] |FISS[AO] |FIXE |FIX[AO] )?\d)"
        ),
        r"\1\2",
    ),
    (re.compile(r"\bY COMPRIS(?:E|ES)?\b"), "AVEC"),
    (re.compile(r"\bEX[- ](?:STOCK|DEMO|DISPLAY|RENTAL)\b"), "EX-STOCK"),
    *ASIDES,
)
"""What is said in several words, and the one that it is read as: none that names hold."""

QUANTITY: Final = re.compile(rf"\d{{1,5}} ?{UNIT}?[.:)]?", re.A | re.I)
POSITION: Final = re.compile(r"(?:POS)?\d{1,3}(?:\.\d{1,4}){1,4}", re.A)
"""The number of a position: `1.10`, `01.02.0030`."""

ORDER_NUMBER: Final = re.compile(
    r"(?=(?:[^0-9]*[0-9]){6})\d[\d./-]+\d|F\.?01U\.?\d{3}\.?\d{3}", re.A
)
"""The number that a camera is ordered by, where it has no letters: `02332-001`, `311315131`; or
those of one maker's spare parts and cameras alike: `F.01U.385.702`."""

SERIAL_NUMBER: Final = re.compile(
    r"[A-Z]{0,3}\d{8,}[A-Z]?|(?=.*\d)[0-9A-F]{12}|(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}|"
    r"\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?",
    re.A,
)
"""What tells one camera from another of its model: its serial number, MAC or address."""

COUNTED: Final = frozenset(map(str.upper, UNITS))
"""The units of what is counted."""

LEADING: Final = COUNTED | _words(
    """
    SUPPLY SUPPLYING DELIVER DELIVERY PROVIDE FURNISH AND OF A THE NEW ITEM POS QTY
    MODEL TYPE - & + / =
    LIEFERUNG LIEFERN LIEFERE POSITION NEU NEUE UND DER DIE DAS EINE TYP MODELL MARKE
    FABRIKAT
    HERSTELLER ART ART-NR ARTIKEL NR
    FOURNITURE UN UNE LE LA LES DE DU DES D ET MODELE MARQUE REF NEUF NOUVELLE FOURNIR
    SUMINISTRO SUMINISTRAR EL LOS LAS DEL MODELO TIPO MARCA CODIGO COD NUEVA
    Y
    FORNITURA FORNIRE IL LO DI DA MODELLO CODICE UNA UNO NR. N NUOVA E
    FORNECIMENTO DO DOS AS OS UMA UM NOVA
    LEVERING LEVEREN HET EEN VAN MODELNR MERK NIEUWE EN
    SPARE SPARES DITO DITTO IDEM JEDOCH BUT
    MANUFACTURER MAKE BRAND P/N PN SKU PART NO NO. CODE IP
    OPTIONAL OPTION OPTIONEN ALTERNATIV ALTERNATIVE ALTERNATIVPOSITION EVENTUALPOSITION
    BEDARFSPOSITION EVENTUAL BEDARF OPCIONAL OPZIONALE OPTIONNEL OPTIONNELLE OPTIONEEL OPTIONELE
    OPTIONALE VARIANTE
    """
)
"""Words that quotations begin with before they name a camera."""

# Words that say by themselves that a line is about a camera.
CAMERA_WORD: Final = re.compile(
    r"[\w/-]*(?:C[AÁÂ]M[EÉ]RA|C[AÁÂ]M[AÁ]RA|CAMERE|KAMERA|IPCAM)(?:S|'S)?|MINI-?DOM[EO]|DÔME|DOMO|BALA|TOURELLE"
)
_CHARACTERISTIC: Final = (
    r"(?:MM|MP|MPX|MEGA-?PIXELE?[SN]?|MPIXELS?|K|P|FPS|IPS|X|°|GB|TB|HZ|DB|W|VAC|VDC|V)"
)
# Sizes and classes: 2.8MM, 3.4-8.9, 1920X1080, IP66; the mains that a PTZ is tuned to, 60HZ.
QUALITY: Final = re.compile(
    rf"\d+(?:[.,]\d+)?(?:[-/X~]\d+(?:[.,]\d+)?)*{_CHARACTERISTIC}?|F\d+(?:[.,]\d+)?MM|"
    r"\d{2,3}(?:[-/]\d{2,3})?M|F/?\d\.\d|IP\d\d[A-Z]?|"
    r"IP6K9K|IK\d\d\+?|H\.?26[456]\+?|[23]60(?:°|DEG)|802\.3(?:AF|AT|BT)|\d+(?:MP|X)-\d+(?:MP|X)|"
    r"(?:HD)?(?:720|1080)P?\d*"
)
QUALITIES: Final = _words(
    """
    MM MP MPX HZ QTY EACH PCS PC EA ST STK HD HDTV UHD FULL-HD WDR ONVIF DAY NIGHT COLOUR LENS
    WHITE BLACK GREY SILVER SPARE SPARES AUDIO OPTICAL ZOOM MOTORIZED AUTOFOCUS - & + / X
    """
)
"""What cameras have and come in, of whichever variant."""

TRADE: Final = _words(
    """
    NEW BULK RETAIL OEM DEMO EX-DEMO DEMOWARE REFURBISHED REFURB USED EOL DISCONTINUED STOCK OFFER
    PROMO PROJECT PRICE LIST NET SINGLE ORIGINAL GENUINE BOXED WARE EXISTING SPECIAL
    NEU NEUE NEUER NEUWARE GEBRAUCHT B-WARE AUSLAUFARTIKEL AUSLAUF LAGERWARE PROJEKTPREIS AKTION
    AKTIONSPREIS SONDERPREIS LISTENPREIS NETTO VORFUHRGERAT ORIGINALVERPACKT OVP BESTAND VORHANDEN
    NUEVO NUEVA USADO USADA REACONDICIONADO REACONDICIONADA OFERTA PRECIO EXISTENTE DESCATALOGADO
    NEUF NEUVE NEUFS RECONDITIONNE RECONDITIONNEE OCCASION PROMOTION PRIX EXISTANT EXISTANTE
    NUOVO NUOVA USATO USATA RICONDIZIONATO RICONDIZIONATA OFFERTA PREZZO ESISTENTE
    NOVO NOVA RECONDICIONADO RECONDICIONADA PRECO PROMOCAO
    NIEUW NIEUWE GEBRUIKT GEREVISEERD AANBIEDING PROJECTPRIJS BESTAAND BESTAANDE
    RECORDING LICENCE-FREE SUPPLIED EX-STOCK REUSED RE-USED AUFPUTZ UNTERPUTZ
    """
)
"""What a seller says of a piece: how old it is, how it is packed, at which price; of no camera."""

FEATURES: Final = _words(
    """
    POE POE+ POE++ OUTDOOR INDOOR IR LED AI SMART HDR DWDR HYBRID LIGHT DUAL DUAL-LIGHT FULL COLOUR
    FULL-COLOR FULL-COLOUR FULLCOLOR FULL-TIME COLORVU ACUSENSE DARKFIGHTER STARLIGHT STARLIGHT+
    WIZSENSE WIZMIND TIOC LIGHTHUNTER COLORHUNTER EASYSTAR SUPERVIEW LIGHTFINDER FORENSIC ZIPSTREAM
    OPTIMIZEDIR IVA ANALYTICS VCA IVS SMD SMD+ PTRZ PAN TILT SD MICROSD SDXC MICRO-SD SPEAKER ALARM
    I/O NDAA TAA RANGE DEEP LEARNING WIDE ANGLE TRUE PROGRESSIVE SCAN CMOS SENSOR EIS DC12V 12VDC
    WEATHERPROOF WATERPROOF WETTERFEST ROBUST RUGGED TRUE-WDR TRUEWDR 3D-DNR DNR EXIR VF AF MFZ
    MINI MICRO PARKING STROBE SIREN STREAMING MULTI-STREAM QUAD-STREAM DISCREET COMPACT
    HIGH-RESOLUTION RESOLUTION
    REICHWEITE PORTEE ALCANCE PORTATA BEREIK
    """
)
"""What cameras have that may tell variants apart: of no weight only for makers of whose names none
has the word."""

# Mk II, V2, Gen3: another generation is another camera.
GENERATION: Final = re.compile(
    r"M(?:AR)?K[-.]?(?:[1-5]|I{1,3}|IV|V)?|I{2,3}|IV|V\d?|GEN\d?|REV", re.A
)
PACK: Final = re.compile(r"\d{1,3}(?:ER)?-(?:PACK|PK|PACKUNG|PAK)", re.A)
"""So many in one: how many cameras a quantity of them is, nobody said."""

VARIANTS: Final = _words(
    """
    PRO PLUS MINI MAX ULTRA LITE XL DUO SOLAR BATTERY THERMAL ZOOM FLOODLIGHT WIFI WI-FI WLAN
    WIRELESS LTE 4G 5G KIT BAREBONE ELITE NEO NANO MICRO PREMIUM ADVANCED ESSENTIAL SE LT TELE EVO
    STEREO DOORBELL
    """
)
"""Words that make another camera of one where they stand right behind its name."""

KINDS: Final = _words("THERMAL WIRELESS WIFI WI-FI WLAN SOLAR BATTERY ZOOM MULTISENSOR 4G LTE")
"""Words that say in front of a name which kind of camera it is."""

OTHER_THINGS: Final = _words(
    """
    FOR MOUNT MOUNTS MOUNTING BRACKET BRACKETS HOUSING COVER COVERS ADAPTER ADAPTOR ADAPTERS KIT
    LICENSE LICENCE LICENSES LICENCES REPLACEMENT CABLE CABLES BASE PLATE CAP SHIELD
    SUNSHIELD
    WEATHERSHIELD POLE MAST BUBBLE SMOKED CLEAR TINTED INJECTOR MIDSPAN BOX WARRANTY SERVICE REPAIR
    ILLUMINATOR ANTENNA SUPPLY CARD NVR RECORDER SUPPORT SKIN
    FUR FUER NETZTEIL ZUBEHOR GEHAUSE GEHAEUSE GARANTIE ABDECKUNG KABEL
    POUR COQUE CABLE SUPPORTS FIXATION BOITIER COUVERCLE ALIMENTATION CARTE ENREGISTREUR
    PARA SOPORTE SOPORTES LICENCIA LICENCIAS CUBIERTA ADAPTADOR GARANTIA FUENTE CAJA CARCASA POSTE
    TARJETA GRABADOR CUPULA MONTAJE
    PER STAFFA SUPPORTO COPERTURA ADATTATORE CAVO LICENZA LICENZE GARANZIA ALIMENTATORE SCATOLA
    CUSTODIA CUPOLA PALO SCHEDA REGISTRATORE
    SUPORTE TAMPA CABO LICENCA LICENCAS FONTE CAIXA CARCACA CARTAO GRAVADOR
    VOOR BEUGEL STEUN KAP DEKSEL VOEDING BEHUIZING DOOS KAART LICENTIE LICENTIES
    OR ODER OU O EQUAL EQUIVALENT EQUIVALENTE EQUIVALENTS SIMILAR SIMILARE SIMILAIRE GLEICHWERTIG
    GLEICHWERTIGES VERGLEICHBAR GELIJKWAARDIG VERGELIJKBAAR COMPATIBLE KOMPATIBEL COMPATIBILE
    COMPATIVEL
    NOT NO NICHT WITHOUT OHNE SANS SIN SENZA SEM ZONDER NIET KEIN KEINE UPGRADE SUCCESSOR
    NACHFOLGER REPLACES REPLACED REPLACING INSTEAD STATT ERSETZT REMPLACE REEMPLAZA SOSTITUISCE
    SUBSTITUI VERVANGT
    """
)
"""Words that make a line about something else than the camera that it names."""

OTHER_THING: Final = re.compile(
    r".*(?:HALTER|HALTERUNG|MONTAGE|KUPPEL|LIZENZ|GEH[ÄA]USE|BEUGEL|ADAPTER)\w*|ERSATZ(?!KAMERA|GERAT).+"
)
FOR: Final = _words("FOR FUR FUER POUR PARA PER VOOR")
"""Words before what something is for."""

WITH: Final = _words(
    """
    WITH W/ INCL INCLUDING INCLUDES INCLUDED PLUS + & AND MIT INKL INKLUSIVE AVEC CON COM MET
    ESCLUSO ESCLUSA EXCLUDING EXCL EXKL COMPLETA COMPLETO
    INCLUYE INCLUIDO COMPRESO INCLUSO INCLUSIEF INCLUSO COMPRIS
    """
)


JOINING: Final = _words("DE DA DI DO DU EN IN IM A ET Y E UND AND - & + /")
"""Short words that go on behind a name with what describes the camera."""


def tells_camera(word: str) -> bool:
    """Whether a word in English says that the line is about a camera."""
    described = word in DESCRIPTORS or (word in SHAPES and word != "BOX")
    return described or CAMERA_WORD.fullmatch(word) is not None


def is_quality(word: str) -> bool:
    """Whether a word only says what a camera has or comes in, and how many of them."""
    known = word in QUALITIES or word in SHAPES or word in TRADE or tells_camera(word)
    return known or any(
        shape.fullmatch(word) for shape in (QUALITY, QUANTITY, SERIAL_NUMBER, ORDER_NUMBER)
    )


def is_feature(word: str) -> bool:
    """Whether a word says what a camera has, and may be part of a name: `POE`, `FULL-COLOR`."""
    return word in FEATURES or _of_parts(word, lambda part: part in FEATURES or part in QUALITIES)


def may_lead(word: str) -> bool:
    """Whether quotations begin with such a word before they name the camera."""
    known = word in LEADING or word in TRADE or word in KINDS or tells_camera(word)
    known = known or word in SHAPES
    known = known or is_feature(word)
    return (
        known
        or any(shape.fullmatch(word) for shape in (QUANTITY, POSITION, ORDER_NUMBER, _PIXELS))
        or _of_parts(word, may_lead)
    )


def parts(word: str) -> list[str]:
    """Return the words that dashes and strokes join into one."""
    return re.split(r"[-/]", word)


def _of_parts(word: str, known: Callable[[str], bool]) -> bool:
    joined = [in_english(part) for part in parts(word)]
    return len(joined) > 1 and all(part and known(part) for part in joined)


_PIXELS: Final = re.compile(r"\d{1,2}(?:[.,]\d)?(?:MPX?|MEGA-?PIXEL|K)", re.A)


def is_known(word: str) -> bool:
    """Whether a word without digits is one of these lists, and so begins no name of its own."""
    return (
        word in LEADING
        or word in QUALITIES
        or word in FEATURES
        or word in TRADE
        or word in OTHER_THINGS
        or (word in WITH or tells_camera(word))
    )
