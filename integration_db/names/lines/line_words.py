"""The words that tell what a line of a quotation or an inventory is about.

One closed list for each kind of thing, in English, German, Spanish, French, Italian, Portuguese and
Dutch, written by hand after the words of quotations. Words stand here in small letters without
accents; `things` reads texts by them. A phrase is of several words, parted by spaces. One that
begins with a dash is also the end of a longer word, as German and Dutch build them
(`-halterung`: Wandhalterung). What is one word in two languages stands once. Plurals in -s, -es,
-n, -en, -e and -er need no place here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from integration_db.vocabulary import LineThing

Phrases: TypeAlias = frozenset[str]


def _phrases(*texts: str) -> Phrases:
    """Return the phrases of texts, which are parted by commas."""
    return frozenset(phrase.strip() for text in texts for phrase in text.split(","))


CAMERA: Final = _phrases(
    "-camera, dome, -dome, minidome, speed dome, bullet, turret, eyeball, fisheye, fish eye, ptz",
    "multisensor, multi sensor, panoramic, panorama, camcorder, webcam, ipcam, netcam",
    "-kamera, -cam, domekamera, fischauge, kamerakopf",
    "camara, domo, minidomo, bala, torreta, ojo de pez",
    "tourelle, mini dome, oeil de poisson",
    "telecamera, telecamere, occhio di pesce",
    "camaras, cameras, olho de peixe",
    "camera, bewakingscamera",
)
"""A camera, or its shape. Axis P3265-LVE Dome Camera; Cámara domo IP 4 MP."""

DEVICE: Final = _phrases(
    "video push, videopushdriver, push driver",
    "encoder, decoder, video encoder, video decoder, video server, intercom, door station",
    "video door station, door phone, doorphone, network intercom, radar, horn speaker, loudspeaker",
    "network speaker, ceiling speaker, cabinet speaker, ip speaker, audio bridge, strobe siren",
    "access controller, door controller, access control unit, card reader, reader, call station",
    "help point, ip phone, network door controller",
    "motion sensor, pir detector, vape sensor, air quality sensor, environmental sensor",
    "io module, i o module, relay module, network io, lidar, network strobe, network siren",
    "-sprechanlage, -sprechstelle, turstation, -turstation, -lautsprecher, -kodierer, -encoder",
    "zutrittskontroller, zutrittssteuerung, turcontroller, kartenleser, bewegungsmelder",
    "e a modul, io modul, -decoder, hornlautsprecher, druckkammerlautsprecher",
    "codificador, decodificador, intercomunicador, videoportero, portero, interfono, altavoz",
    "altavoces, controlador de acceso, controlador de puerta, lector, detector de movimiento",
    "encodeur, decodeur, codeur, interphone, portier, haut parleur, hauts parleurs",
    "controleur de porte, controleur d acces, lecteur de badge, detecteur de mouvement",
    "codificatore, citofono, videocitofono, altoparlante, altoparlanti, diffusore a tromba",
    "controllore di accesso, lettore, rilevatore di movimento",
    "porteiro, videoporteiro, alto falante, altifalante, leitor",
    "controlador de acesso, detector de movimento, corneta",
    "deurstation, deurintercom, luidspreker, -luidspreker, hoornluidspreker, kaartlezer",
    "bewegingsmelder, deurcontroller, videodeurpost",
)
"""Another device that a recorder may connect to. Axis C1310-E Network Horn Speaker."""

ACCESSORY: Final = _phrases(
    "bracket, pendant kit, pendant cap, pendant mount, pole adapter, mounting kit, mounting plate",
    "mounting bracket, mounting adapter, mounting box, hanging mount, hanging mount cap, mount cap",
    "wall arm, gooseneck, parapet mount, corner mount, corner bracket, pole clamp, pole strap",
    "junction box, back box, backbox, conduit box, surface box, gang box, ceiling plate, trim ring",
    "cable gland, weather shield, weathershield, sunshield, sun shield, weather cap, skin cover",
    "bubble, dome cover, dome kit, dome bubble, smoked dome, clear dome, tinted dome, spare dome",
    "replacement dome, lower dome, dome window, power supply, psu, power adapter, power adaptor",
    "poe injector, injector, midspan, poe splitter, poe extender, media converter, surge protector",
    "surge protection, illuminator, ir illuminator, white light illuminator, washer kit, wiper kit",
    "sensor module, sensor unit, lens module, joystick, keyboard, control board, microphone, tool",
    "tool kit, screw kit, spare part, spare parts kit, accessory, accessories, cabinet, enclosure",
    "-halter, -halterung, -halterungen, -wandarm, wandausleger, -ausleger, mastschelle",
    "mastadapter, -mastadapter, -montageplatte, gerateplatte, -adapterplatte, anschlussdose",
    "-anschlussdose, montagedose, -montagedose, -abzweigdose, aufputzdose, montagesatz",
    "-montagesatz, montageset, -montageset, -pendelmontage, pendelmontageset, pendelrohr",
    "einbaurahmen, einbausatz, einbaukit, deckeneinbau, deckeneinbausatz, -rahmen, -kuppel",
    "ersatzkuppel, -haube, wetterschutz, -wetterschutzhaube, sonnenschutz, -sonnenschutz",
    "sonnenblende, -netzteil, -netzgerat, spannungsversorgung, stromversorgung, -injektor",
    "-scheinwerfer, -strahler, -sensormodul, -zubehor, bedienpult, bedientastatur, tastatur",
    "schaltschrank, -schrank, uberspannungsschutz, -mikrofon, -medienkonverter",
    "unterkonstruktion",
    "-schutzdach, erdungsset, grounding kit, earthing kit",
    "soporte, soportes, caja de conexiones, caja de empalme, caja de montaje, caja de derivacion",
    "caja estanca, adaptador de poste, adaptador para poste, adaptador de montaje, brazo",
    "placa de montaje, fuente de alimentacion, inyector, burbuja, cupula, visera, parasol",
    "domo de repuesto, iluminador, foco infrarrojo, accesorio, kit de montaje, teclado, armario",
    "kit de suspension, kit colgante, tapa, proteccion contra sobretensiones",
    "convertidor de medios",
    "protector de sobretension, protetor de surto",
    "bras, bras mural, support, support mural, support plafond, support de fixation, fixation",
    "potence, collier",
    "adaptateur poteau, adaptateur de mat, boite de jonction, boitier de raccordement",
    "boite de dos",
    "boitier de jonction, plaque de montage, kit suspendu, kit de fixation",
    "coupole, bulle, alimentation, bloc d alimentation, injecteur, casquette, pare soleil",
    "projecteur, projecteur infrarouge, accessoire, pupitre, clavier, armoire, coffret, parafoudre",
    "convertisseur de media, adaptateur de montage, micro",
    "staffa, staffe, supporto, supporti, scatola di giunzione, scatola di derivazione, braccio",
    "adattatore palo, adattatore da palo, attacco palo, base di montaggio, piastra di montaggio",
    "kit di montaggio, kit pendente, cupola, calotta, alimentatore, iniettore, parasole, tettuccio",
    "illuminatore, faretto, accessorio, accessori, tastiera, quadro, scaricatore, armadio",
    "suporte, caixa de juncao, caixa de derivacao, caixa de passagem, caixa de montagem",
    "placa de montagem, braco, fonte de alimentacao",
    "fonte, injetor, para sol, viseira, acessorio",
    "kit de montagem, protetor contra surtos, conversor de midia",
    "-beugel, -steun, muursteun, -arm, muurbeugel, plafondbeugel, mastbeugel, -paaladapter",
    "mastklem",
    "paaladapter, paalbeugel, montageplaat, -montageplaat, -montagedoos, -lasdoos, aansluitdoos",
    "-aansluitdoos, inbouwset, inbouwring, pendelset, hangset, koepel, -koepel, zonnekap",
    "weerkap, -voeding, voedingsadapter, -toebehoren, -straler, toetsenbord, -kast",
    "ophangset, overspanningsbeveiliging",
    "dummy camera, fake camera, camera dummy, reversing camera, rear view camera, dashcam",
    "dash cam",
    "-attrappe, dummy kamera, kamera dummy, ruckfahrkamera, camara falsa, camara simulada",
    "camera factice, telecamera finta, camera falsa, dummycamera, nepcamera, achteruitrijcamera",
)
"""What is sold for cameras and is none. AXIS T94M01D Pendant Kit; staffa a parete."""

FITTING: Final = _phrases(
    "mount, mounting, wall mount, wallmount, ceiling mount, pole mount, flush mount",
    "recessed mount",
    "surface mount, corner mount, adapter, adaptor, cover, cap, base, plate, pole, mast, housing",
    "shield, kit, lens, box, antenna, heater, hood, clamp, arm, connector, splitter, filter",
    "tester, consumables, small parts, material, materials, hardware, column, lighting column",
    "extender, ring, skid, window, bezel, case, rail, din rail, tube, gasket",
    "-material, kleinteile, kleinmaterial, befestigungsmaterial",
    "-objektiv, -gehause, -adapter, -abdeckung, -deckel, antenne, -platte, -blende, -dose",
    "-deckenmontage, -wandmontage, -mastmontage, aufputzmontage, unterputzmontage, -heizung, -set",
    "materiales, material menudo, pequeno material, tornilleria",
    "carcasa, adaptador, objetivo, optica, antena, cubierta, montaje, lente",
    "materiel, petit materiel, visserie, fournitures",
    "caisson, boitier, objectif, adaptateur, couvercle, capot",
    "minuteria, materiale, materiale di consumo, viteria",
    "custodia, adattatore, obiettivo, coperchio, scatola, montaggio, palo",
    "caixa, caixa de protecao, tampa, montagem",
    "-materiaal, klein materiaal, bevestigingsmateriaal",
    "-behuizing, -lens, afdekking, -doos, -kap, plaat",
)
"""An accessory, of a word that stands in descriptions of cameras too. Wall mount, white."""

RECORDER: Final = _phrases(
    "nvr, dvr, xvr, recorder, network video recorder, digital video recorder, server, workstation",
    "appliance, client pc, monitor, display, video wall, desktop pc, laptop, tower pc, mini pc",
    "recording server, rack server, archiver, all in one, viewing station, video management system",
    "vms, divar, nas, rekorder, -rekorder, -recorder, -server, arbeitsplatz, arbeitsstation",
    "-monitor, bildschirm, -rechner, videomanagementsystem, -zentrale, auswerteplatz",
    "grabador, grabadora, videograbador, servidor, pantalla, estacion de trabajo",
    "puesto de visualizacion",
    "enregistreur, serveur, station de travail, moniteur, ecran, poste de visualisation, stockeur",
    "registratore, videoregistratore, stazione di lavoro, schermo, postazione",
    "gravador, videogravador, estacao de trabalho, tela, ecra, posto de visualizacao",
    "werkstation, beeldscherm, opnameserver, netwerkrecorder",
)
"""What records or shows. DS-7732NXI-K4 Hikvision NVR 32 Kanal."""

LICENCE: Final = _phrases(
    "camera station, camera connection, security center, xprotect, omnicast, bvms, device channel",
    "license, licence, lic, licensing, device license, camera channel, ip channel, subscription",
    "software, upgrade license, ssa, sma, maintenance, software maintenance, support plan",
    "care plus, support contract, technical support, warranty, extended warranty, renewal",
    "hardware replacement, advance replacement",
    "-lizenz, -lizenzen, -garantie, garantieverlangerung, -wartung, wartungsvertrag, -abonnement",
    "-softwarepflege, softwarewartung, gewahrleistung, -upgrade, kanallizenz",
    "licencia, suscripcion, garantia, mantenimiento, ampliacion de garantia, soporte tecnico",
    "abonnement, garantie, extension de garantie, support technique, logiciel",
    "licenza, licenze, abbonamento, garanzia, manutenzione, assistenza",
    "licenca, licencas, assinatura, subscricao, manutencao, suporte tecnico",
    "-licentie, garantieverlenging, -onderhoud, onderhoudscontract",
)
"""A right to use, or care for it. exacqVision Enterprise IP camera license."""

NETWORK: Final = _phrases(
    "poe switch, network switch, ethernet switch, switch, industrial switch, managed switch",
    "router",
    "unmanaged switch, firewall, access point, wireless bridge, patch panel, rack, rack cabinet",
    "wall rack, server rack, ups, uninterruptible power supply, sfp, sfp module, transceiver, pdu",
    "catalyst, gigabit switch, gateway, battery, network cabinet, shelf, cable manager",
    "-switch, usv, -usv, patchfeld, patchpanel, -patchfeld, rangierfeld, netzwerkschrank",
    "-netzwerkschrank, serverschrank, wandschrank, wandverteiler, -verteiler, switche, akku",
    "conmutador, switch poe, panel de parcheo, sai, bateria, punto de acceso, enrutador",
    "armario rack, panel de conexiones, comutador",
    "commutateur, panneau de brassage, onduleur, baie, baie de brassage, batterie",
    "bandeau de brassage, point d acces, routeur",
    "commutatore, pannello di permutazione, gruppo di continuita, armadio rack, batteria",
    "punto di accesso",
    "nobreak, painel de conexoes, bastidor, ponto de acesso, roteador",
    "netwerkswitch, patchpaneel, patchkast, noodstroomvoeding, serverkast, accu",
)
"""What carries and feeds the network. Catalyst 9300 48-port UPOE."""

STORAGE: Final = _phrases(
    "hdd, ssd, hard disk, hard drive, hard disk drive, disk drive, memory card, sd card, sdcard",
    "microsd, micro sd, micro sd card, microsdxc, microsdhc, sdxc, sdhc, surveillance card",
    "skyhawk, wd purple, purple pro, ironwolf, storage, tape, flash card, nvme",
    "-festplatte, -speicherkarte, sd karte, micro sd karte, microsd karte, -speicher",
    "speicherkarte",
    "disco duro, tarjeta sd, tarjeta de memoria, tarjeta micro sd, tarjeta microsd, almacenamiento",
    "disque dur, carte sd, carte memoire, carte micro sd, carte microsd, stockage",
    "disco rigido, scheda sd, scheda di memoria, scheda micro sd, scheda microsd, archiviazione",
    "cartao sd, cartao de memoria, cartao micro sd, cartao microsd",
    "armazenamento, harde schijf, harddisk, -schijf, geheugenkaart, sd kaart, micro sd kaart",
    "microsd kaart, opslag",
)
"""What is recorded on. SkyHawk AI 8TB; tarjeta microSD 128 GB."""

CABLE: Final = _phrases(
    "cable, patch cord, patchcord, patch cable, cat5, cat5e, cat6, cat6a, cat7, cat7a, cat 5e",
    "cat 6",
    "cat 6a, cat 7, cat 5, utp, stp, fibre optic, fiber optic, fibre cable, conduit, plenum, coax",
    "cable tray, trunking, raceway, keystone, rj45 plug, rj45 connector, j hook, cabling",
    "cable drum",
    "-kabel, -leitung, datenkabel, patchkabel, lichtwellenleiter, lwl, -kabelkanal, leerrohr",
    "-rohr, verkabelung, steigtrasse, kabeltrasse, -stecker",
    "cables, latiguillo, fibra optica, canaleta, canalizacion, tubo, bobina de cable, manguera",
    "bandeja, bandeja portacables, bandeja metalica, rejiband, punto de red, toma de red",
    "cableado",
    "cordon, cordon de brassage, cablage, fibre optique, goulotte, gaine, fourreau, fourreaux",
    "chemin de cables, touret",
    "cavo, cavi, bretella, bretelle, canalina, canalizzazione, cablaggio, tubazione, matassa",
    "fibra ottica",
    "cabo, cabos, cordao, eletroduto, canalizacao, cablagem, cabeamento, calha",
    "-kabels, netwerkkabel, glasvezel, kabelgoot, bekabeling, -buis",
    "kameraanschluss, kamera anschluss, camera aansluiting, aansluitpunt, punto de conexion",
    "punto presa, ponto de rede",
)
"""What is drawn by the metre. Cat6A plenum, 1000ft."""

SERVICE: Final = _phrases(
    "aiming, focusing, alignment, adjustment, relocation, relocating, excavation, trenching",
    "drilling",
    "core drilling, patching, painting, firestop, firestopping, cleaning, inspection, core bore",
    "labor, labour, installation, install, installing, commissioning, programming, configuration",
    "setup, training, travel, travel expenses, per diem, freight, shipping, handling, delivery",
    "engineering, project management, documentation, site survey, survey, technician",
    "engineer, man hour, man day, working hour, hour, scaffold, scaffolding, lift rental, crane",
    "aerial lift, scissor lift, boom lift, rental, mobilization, demolition, removal, disposal",
    "testing, acceptance test, discount, rebate, surcharge, tax, sales tax, vat, contingency",
    "permit, extra charge, special colour, respray, zulage, -zulage, aufpreis, mehrpreis",
    "minderpreis, sonderlackierung, lackierung, recargo, plus value, sovrapprezzo, meerprijs",
    "allowance, consulting, consultancy, professional services, service, services, insurance, bond",
    "packing, packaging, postage, courier, customs, duty, import duty, fee, restocking",
    "ausrichtung, ausrichten, einstellung, justage, justierung, -arbeiten, -arbeit, einrichtung",
    "baustelleneinrichtung, kernbohrung, -bohrung, brandschott, -schottung, monteur, -erdarbeiten",
    "montage, demontage, -montage, installationsarbeit, inbetriebnahme, -inbetriebnahme, schulung",
    "-schulung, einweisung, dokumentation, -dokumentation, fracht, frachtkosten, -fracht, versand",
    "versandkosten, verpackung, anfahrt, fahrtkosten, reisekosten, -kosten, -pauschale",
    "arbeitszeit",
    "-stunde, monteurstunde, technikerstunde, stundensatz, dienstleistung, -leistung, planung",
    "projektierung, projektleitung, projektmanagement, -rabatt, rabatt, nachlass, skonto",
    "day rate, daily rate, hourly rate, rate, hubsteiger, arbeitsbuhne, miete, -miete, tagessatz",
    "hebebuhne, -buhne, gerust, parametrierung, programmierung, konfiguration, -konfiguration",
    "entsorgung, abnahme, -prufung, messung, -zuschlag, lieferung, regiestunde, mehrwertsteuer",
    "ajuste, orientacion, perforacion, zanja, obra civil, limpieza, revision, legalizacion",
    "mano de obra, instalacion, puesta en marcha, puesta en servicio, configuracion, formacion",
    "capacitacion, transporte, portes, flete, envio, gastos de envio, desplazamiento, dieta",
    "ingenieria, documentacion, horas tecnico, descuento, impuesto, alquiler, plataforma elevadora",
    "programacion, desmontaje, gestion de proyecto, servicio, embalaje, andamio, viaticos",
    "reglage, orientation, percement, tranchee, genie civil, nettoyage, visite",
    "main d oeuvre, pose, mise en service, parametrage, formation, deplacement",
    "frais de port, frais, transport, livraison, etude, remise, taxe, location, nacelle, depose",
    "recette, gestion de projet, prestation, forfait, emballage, programmation, echafaudage",
    "regolazione, puntamento, orientamento, scavo, opere murarie, pulizia, sopralluogo, verifica",
    "manodopera, installazione, posa, posa in opera, messa in servizio, messa in funzione",
    "collaudo",
    "configurazione, formazione, trasporto, spedizione, spese, spese di spedizione, trasferta",
    "progettazione, documentazione, sconto, imposta, noleggio, piattaforma, programmazione",
    "imballo",
    "consegna, ponteggio, smontaggio, nolo, corso",
    "alinhamento, limpeza, vistoria, furacao, escavacao",
    "mao de obra, instalacao, comissionamento, colocacao em servico, configuracao, formacao",
    "treinamento, frete, entrega, deslocacao, deslocamento, projeto, documentacao, desconto",
    "imposto, aluguel, aluguer, plataforma elevatoria, programacao, desmontagem, servico, andaime",
    "uitlijnen, uitlijning, afstelling, graafwerk, boorwerk, schoonmaak, inspectie, keuring",
    "arbeid, arbeidsloon, installatie, -installatie, inbedrijfstelling, inbedrijfname",
    "configuratie",
    "opleiding, vracht, vrachtkosten, verzending, verzendkosten, transportkosten",
    "reiskosten, voorrijkosten, documentatie, korting, btw, huur, hoogwerker",
    "manuur, -uren, uren, programmering, -werkzaamheden, oplevering, montagewerk",
    "steiger",
    "projectleiding, instructie, levering",
    "label, labelling, labeling, as built drawings, -beschriftung, etiquetage, etiquetado",
    "etichettatura, etiquetagem, etikettering",
    "set up, configure, commission, remove, dismantle, dismantling, uninstall, deinstallation",
    "relocate, decommission, decommissioning",
    "-montieren, installieren, deinstallieren, -deinstallation, anschliessen, einrichten",
    "einstellen, konfigurieren, parametrieren, programmieren, justieren, verkabeln, versetzen",
    "inbetriebnehmen, in betrieb nehmen, reinigen, reinigung, auflegen, einmessen, -lohn",
    "instalar, montar, desmontar, configurar, orientar, programar, colocar, colocacion, conectar",
    "conexionado, desinstalar, desinstalacion, reubicacion, recolocacion, replanteo",
    "installer, poser, monter, demonter, configurer, parametrer, regler, programmer",
    "raccorder, mise en place, deplacer, deposer, raccordement",
    "installare, montare, smontare, posare, configurare, orientare, regolare, programmare",
    "collegare, rimozione, ricollocazione, allacciamento",
    "desinstalacao, remocao, colocacao, ligar, passagem de cabos",
    "installeren, monteren, demonteren, configureren, ophangen, aansluiten, instellen, plaatsen",
    "plaatsing, programmeren, verwijderen",
)
"""What people do, and what is paid beside. Installation, aiming and commissioning; Frachtkosten."""

WORK: Final = _phrases(
    "mount, mounting, connection, connecting, wiring",
    "anschluss, umsetzen",
    "montaje, conexion",
    "branchement, connexion",
    "montaggio, collegamento",
    "montagem, ligacao, conexao",
    "bevestiging, aansluiting",
)
"""Work where a text begins with it, and a camera or other work follows: Montaje de cámara.

Elsewhere it is a part, or says how a camera is: cámara domo, montaje en techo.
"""

THINGS: Final[Mapping[LineThing, Phrases]] = {
    "camera": CAMERA,
    "device": DEVICE,
    "accessory": ACCESSORY,
    "fitting": FITTING,
    "recorder": RECORDER,
    "licence": LICENCE,
    "network": NETWORK,
    "storage": STORAGE,
    "cable": CABLE,
    "service": SERVICE,
}
"""Each kind of thing with its words; where a word stands in two lists, the first one is meant."""

ON_CAMERAS: Final = _phrases(
    "mount, smoked dome, clear dome, tinted dome, spare dome, bubble, micro, microphone, mikrofon",
    "illuminator, scheinwerfer, strahler, projecteur, projecteur infrarouge, faretto, straler",
    "foco infrarrojo, iluminador, illuminatore, sensor unit, sensor module",
    "coax, utp, stp, fibre optic, fiber optic, fibre cable, plenum, tubo, special colour",
    "inspection, rental, storage",
)
"""What describes a camera in front of it, and is no thing for it: Micro camera."""

FOR: Final = _phrases(
    "for, fits, suits, suitable, compatible, fur, fuer, passend, kompatibel, geeignet, zu, zum",
    "zur",
    "para, pour, compatibles, adapte, per, compatibile, compativel, voor, geschikt",
)
"""Behind these words stands what a thing is for."""

WITH: Final = _phrases(
    "with, incl, including, includes, include, included, plus, without, comes, has",
    "mit, inkl, inklusive, einschliesslich, samt, nebst, inbegriffen, enthalten, ohne",
    "con, incluye, incluido, incluida, incluidos, incluidas, sin, mas",
    "avec, inclus, incluse, compris, comprenant, comprise, sans, integre",
    "incluso, inclusa, inclusi, compreso, compresa, senza, integrato",
    "com, inclui, inclusos, incluindo, sem, integrado, integrada",
    "met, inclusief, inbegrepen, zonder",
)
"""Behind these words stands what comes along, or before them, at the end of a clause."""

APART: Final = _phrases(
    "separately, extra, by others, by client, by customer, separate, optional, optionally",
    "bauseits, separat, gesondert, kundenseitig",
    "por separado, aparte, no incluido, no incluida, por otros, por cliente, opcional",
    "separement, a part, en sus, en option, par d autres, non inclus, non incluse",
    "a parte, separatamente, escluso, esclusa, opzionale",
    "separadamente, nao incluido, nao incluida",
    "apart, door derden, niet inbegrepen, optioneel",
)
"""With one of these a clause ends about what does not come along, or comes from others."""

PREPOSITIONS: Final = _phrases(
    "and, und, y, e, et, ed, en",
    "pro kamera, pro stuck, pro kanal, pro gerat, pro jahr, pro monat, pro einheit, pro meter",
    "pro tag",
    "of, on, in, at, to, by, from, into, per, each, via, von, der, des, je, an, auf, im, am",
    "bei",
    "aus, de, del, la, el, los, las, a, por, cada, du, d, l, le, les, sur, dans, par",
    "au",
    "di, da, della, dello, dei, delle, su, al, alla, il, lo, ogni, do, dos, das, no",
    "na",
    "ao, van, op, bij, aan, het, uit, tot, up, te",
)
"""Behind these words stands more, and before them what it is about."""

ROMANCE: Final = _phrases(
    "de, del, la, el, los, las, para, con, y, por, du, des, d, l, le, les, pour, avec, et, sur",
    "au, aux",
    "di, da, della, dello, dei, delle, per, ed, su, al, alla, do, dos, das, com, na, ao, em",
    "mural, pared, parede, parete, muro, techo, teto, soffitto, plafond, exterior, interior",
    "esterno",
    "interno, exterieur, exterieure, interieur, interieure, red, reseau, rete, rede, fija, fixe",
    "fissa",
    "fixa, blanco, blanc, bianco, branco, blanche, bianca, branca, blanca, negro, noir, nero",
    "preto, licenza, licenze, licencia, licencias, licenca, licencas",
)
"""Words by which a clause is known for one whose first thing is what it is about; else the last."""

SUPPLY: Final = _phrases(
    "supply, provide, furnish, deliver, liefern, lieferung, suministro, suministrar, provision",
    "fourniture, fournir, fornitura, fornire, fornecimento, fornecer, leveren, levering, liefere",
)
"""Words that quotations of works begin with: what is delivered is also installed."""

QUALITY: Final = (
    r"\d{1,2}(?:\.\d)?mp|\d{1,2}x\d{1,2}mp|\d{1,2}mpx|(?:480|720|960|1080|1440|2160)p|[248]k|wdr"
    r"|h26[45]|\d{2,3}fps|megapixel|lightfinder|lightfinders|colorvu"
    r"|darkfighter|starlight|acusense|wizsense|wizmind|dwdr|hdr|starvis|onvif"
)
"""What cameras have and little else: so many pixels or pictures a second."""

LENS_QUALITY: Final = r"varifocal|vari focal"
"""What cameras have, and lenses by themselves."""

OPTION: Final = _phrases(
    "option, optional, optionally, options, opt, alternative, alternate, alternates, provisional",
    "provisional sum, add alternate, deduct alternate, option line, not included, n i c",
    "optionals, alternatives, add alternates, deduct alternates, provisional sums, rate only",
    "eventual, eventualposition, eventualpositionen, eventualpos, bedarfsposition, bedarfspos",
    "bedarfspositionen, alternativposition, alternativpos, alternativ, wahlposition",
    "optionsposition, optionspositionen, alternativpositionen, wahlpositionen, optionen, bedarf",
    "zulagepositionen, alternativen, varianten",
    "optionale, optionales, optionaler, zulageposition, nur ep, nur einheitspreis, ep only",
    "opcion, opcional, opcionales, opcionalmente, alternativa, variante, opciones, alternativas",
    "variantes",
    "en option, facultatif, facultative, optionnel, optionnelle, en variante, facultatifs",
    "facultatives, optionnels, optionnelles, prestation supplementaire eventuelle",
    "prestations supplementaires eventuelles",
    "opzione, opzionale, opzionali, in opzione, in alternativa, facoltativo, facoltativa, opzioni",
    "facoltativi, facoltative, varianti",
    "opcao, em opcao, em alternativa, facultativo, facultativa, opcoes, opcionais",
    "alt, not in contract, not in total, not in price, as alternative, as option, as an option",
    "als option, als alternative, nicht im gesamtpreis, ohne gesamtbetrag, nicht enthalten",
    "como opcion, como alternativa, no incluido, no sumada, no sumado, no incluida",
    "en alternative, comme option, hors total, non inclus, non compris",
    "come opzione, come alternativa, non incluso, non compreso",
    "como opcao, nao incluido, als optie, als alternatief, niet inbegrepen",
    "optie, optioneel, optionele, alternatief, stelpost, keuzepost, facultatieve, opties",
    "alternatieven, stelposten, keuzeposten, in optie, niet inbegrepen in totaal",
    "to be chosen, to be selected, nach wahl, a elegir, au choix, a scelta, a escolher, naar keuze",
    "pse",
)
"""Words of positions that may be left out: a text begins with one, or a clause is nothing else.

A dome with an optional heater is none of them.
"""

OPTION_ITEM: Final = _phrases(
    "item, items, position, positions, positionen, pos, line, extra, price, post, posten, poste",
    "posicion, partida, voce, posizione, posicao, artikel, nr, no, der, die, das, als, zu, a, en",
    "to, of, ohne, gesamtbetrag, not, in, total, contract, included, included in total",
    "la, alla, valorada, valorado",
    "enthalten, only, request, on, auf, wunsch, anfrage, peticion, demande, richiesta, pedido",
    "aanvraag, im, gesamtpreis, el, il, sur, su, sob, op, cliente, client, customer, kunde, klant",
)
"""What may stand beside a word of `OPTION` in its clause."""

BEFORE_OPTION: Final = _phrases(
    "as, an, a, item, line, position, pos, price, priced, quoted, offered, client, customer",
    "angeboten, angebotene, preis, als, kunde, kundenwunsch, auf wunsch",
    "partida, partidas, posicion, precio, ofertado, como, se oferta, poste, postes, prix, chiffre",
    "voce, voci, posizione, posizioni, prezzo, quotato, come, posicao, posicoes, preco, cotado",
    "post, posten, prijs, aangeboden, geprijsd",
)
"""What may stand before a word of `OPTION` in a remark or a heading; no word that denies it."""

OR: Final = _phrases("or, oder, od, bzw, ou, o, of, oppure, bien")
EQUAL: Final = _phrases(
    "equal, eq, equivalent, similar, comparable, equals, alternative, better",
    "gleichwertig, gleichwertige, gleichwertiges, gleichwertiger, gleichwertigen, glw",
    "vergleichbar",
    "vergleichbare, vergleichbares, ahnlich, ahnliche, ahnliches, a",
    "equivalente, equivalentes, similares, superior, similaire, equivalents, analogue",
    "similare, equiparabile, analogo, gelijkwaardig, gelijkwaardige, gelijk, vergelijkbaar",
    "vergelijkbare, soortgelijk",
)
"""Behind `OR` these words leave undecided what is meant: XND-8080RV oder gleichwertig."""

SUM: Final = _phrases(
    "total, totals, subtotal, sum, tax, taxes, vat, gst, carried forward, brought forward",
    "summe, zwischensumme, gesamtsumme, nettosumme, bruttosumme, endsumme, titelsumme, gesamt",
    "gesamtbetrag, nettobetrag, bruttobetrag, endbetrag, rechnungsbetrag, angebotssumme, betrag",
    "ubertrag, mwst, ust, umsatzsteuer, mehrwertsteuer, gesamtpreis, nettopreis, bruttopreis",
    "auftragssumme, teilsumme",
    "totales, suma, importe, iva, igic, base imponible",
    "totaux, montant, tva, sous total",
    "totale, totali, subtotale, somma, imponibile, importo",
    "totais, soma, valor, impostos, icms, iss",
    "totaal, subtotaal, tussentotaal, btw, eindtotaal, totaalbedrag, som",
)
"""What stands below a quotation, or a part of one."""

SUM_OF: Final = _phrases(
    "total, grand total, sub total, subtotal, sum, sum of, no of, number of, count, total count",
    "qty, quantity, totals, quantities, amount of, overall",
    "summe, zwischensumme, teilsumme, gesamt, gesamtsumme, gesamtzahl, gesamtanzahl, anzahl",
    "insgesamt, gesamtmenge, endsumme, ubertrag, stuckzahl, summa",
    "numero de, numero total, cantidad, cantidad de, cantidad total, suma, totales, suma de",
    "nombre de, nombre total, total general, sous total, quantite, quantite de, totaux, somme",
    "totale, totali, subtotale, subtotali, numero di, numero totale, somma, quantita, complessivo",
    "totais, soma, subtotais, quantidade, quantidade de, quantidade total",
    "totaal, subtotaal, tussentotaal, aantal, totaal aantal, eindtotaal",
)
"""A line that begins or ends with one of these counts or adds up what other lines say."""

AROUND_SUM: Final = _phrases(
    "grand, net, gross, sub, sales, of, excl, incl, excluding, including, ex, plus, amount, due",
    "price",
    "order, quote, quotation, offer, project, this, page, section, title, lot, all, per, usd, eur",
    "gbp",
    "chf, euro, netto, brutto, zzgl, zuzuglich, inkl, exkl, ohne, mit, gesetzl, gesetzliche, der",
    "die",
    "angebot, titel, los, in, and, und, ab, werk",
    "general, con, sin, impuestos, presupuesto, de, del, la, el, antes, despues, y, a, cargo",
    "hors, taxe, ht, ttc, du, le, payer, devis, toutes, comprises",
    "generale, di, della, senza, esclusa, inclusa, escluso, incluso, offerta, e",
    "finale",
    "geral, liquido, bruto, sem, com, da, do, proposta, final, parcial",
    "van, offerte, exclusief, inclusief, algemeen, het",
)
"""What may stand around a word of `SUM` in a line that is nothing but a sum."""

HEADING: Final = _phrases(
    "building, block, floor, level, storey, area, zone, site, phase, section, part, title, chapter",
    "lot, group, schedule, location, room, wing, campus, basement, ground floor, bill, appendix",
    "project",
    "gebaude, haus, etage, geschoss, erdgeschoss, obergeschoss, untergeschoss, kellergeschoss, eg",
    "og, ug, bauteil, bauabschnitt, abschnitt, titel, los, bereich, gewerk, kapitel, halle",
    "standort, trakt, projekt, liegenschaft",
    "edificio, planta, piso, zona, capitulo, seccion, lote, fase, sotano, nave, sede, proyecto",
    "batiment, niveau, chapitre, tranche, sous sol, rez de chaussee, projet, aile",
    "palazzina, piano, capitolo, sezione, lotto, interrato, padiglione, corpo, progetto",
    "predio, andar, secao, bloco, subsolo, cave, obra",
    "gebouw, verdieping, begane grond, kelder, hoofdstuk, perceel, sectie, locatie, vleugel",
)
"""Words that headings begin with, in lines that count nothing. Gebäude A; Titel 1: ..."""

NOTE: Final = _phrases(
    "note, notes, remark, remarks, prices, all prices, validity, terms, payment, payment terms",
    "delivery time, lead time, comments, general notes, this quotation, this offer",
    "hinweis, hinweise, bemerkung, bemerkungen, anmerkung, anmerkungen, preise, alle preise",
    "gultigkeit, zahlungsbedingungen, lieferzeit, vorbemerkung, vorbemerkungen",
    "nota, notas, precios, validez, condiciones, forma de pago, plazo de entrega, observaciones",
    "remarque, remarques, prix, validite, conditions, delai",
    "osservazioni, prezzi, validita, condizioni, pagamento, consegna",
    "observacao, observacoes, precos, validade, condicoes",
    "opmerking, opmerkingen, prijzen, geldigheid, betalingsvoorwaarden, levertijd",
)
"""Words that notes begin with, in lines that count nothing. Preise ohne MwSt.; Note: ..."""
