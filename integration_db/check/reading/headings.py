"""The headings of lists, in seven languages: one table of what each stands for."""

from __future__ import annotations

from typing import Final

HEADINGS: Final[dict[str, dict[str, str]]] = {
    "manufacturer": {
        "en": "manufacturer, make, brand, vendor, maker, manufacturer name, mfr, mfg, mfgr, "
        "brand name, make of camera, supplier brand, oem",
        "de": "hersteller, marke, fabrikat, herstellername, hersteller name",
        "es": "fabricante, marca, nombre del fabricante",
        "fr": "fabricant, marque, constructeur, nom du fabricant",
        "it": "produttore, marca, costruttore, fabbricante, marchio",
        "pt": "fabricante, marca",
        "nl": "fabrikant, merk, producent",
        "json": "device_type.manufacturer.name, device_type.manufacturer",
    },
    "model": {
        "en": "model, model number, model no, model name, camera model, device model, product, "
        "product name, hardware model, device type model, model code, model id, model type, "
        "make/model, make and model, make & model, type/model, model/type, camera make and model",
        "de": "modell, modellbezeichnung, typenbezeichnung, typbezeichnung, modellname, "
        "modellnummer, modelltyp, hersteller/modell, hersteller und modell, produkt, produktname, "
        "kameramodell, geratemodell, typ/modell",
        "es": "modelo, numero de modelo, nombre del modelo, modelo de camara, marca/modelo, "
        "marca y modelo, producto, nombre del producto",
        "fr": "modele, numero de modele, nom du modele, modele de camera, marque/modele, "
        "marque et modele, produit, nom du produit",
        "it": "modello, numero modello, nome modello, modello telecamera, marca/modello, "
        "marca e modello, prodotto, nome prodotto",
        "pt": "modelo, numero do modelo, nome do modelo, modelo da camera, marca/modelo, "
        "marca e modelo, produto, nome do produto",
        "nl": "model, modelnummer, modelnaam, cameramodel, merk/model, merk en model, product, "
        "productnaam, typenummer, typeaanduiding",
        "json": "device_type.model",
    },
    "part_number": {
        "en": "manufacturer part number, mfr part number, mfg part number, mfgr part number, mpn, "
        "manufacturer pn, mfr pn, mfg pn, manufacturer number, mfr no, mfg no, "
        "manufacturer code, manufacturer sku, vendor part number, vendor pn, part number, part, "
        "pn, p/n, part code, commercial type number, ctn, order code, ordering code, "
        "order number, sku, article number, article, product code, product number, product id, "
        "product sku, catalog number, catalogue number, catalog, cat no, item number, item code, "
        "stock code, stock number, material number, vendor code, supplier code, reference number, "
        "reference, ref, ref no, code",
        "de": "herstellernummer, herstellerartikelnummer, hersteller artikelnummer, "
        "hersteller art nr, herst nr, herst art nr, bestellnummer, bestellcode, best nr, "
        "artikelnummer, art nr, artikel, produktnummer, produktcode, sachnummer, materialnummer, "
        "teilenummer, typnummer, typennummer, referenz, referenznummer",
        "es": "codigo, cod, codigo de producto, codigo producto, codigo del producto, "
        "codigo articulo, codigo de articulo, codigo fabricante, codigo de fabricante, "
        "codigo del fabricante, numero de parte, no de parte, nro de parte, n parte, "
        "numero de pieza, numero de articulo, numero de referencia, referencia, ref, cod articulo, "
        "cod producto, cod fabricante, "
        "ref fabricante, referencia fabricante, articulo, clave",
        "fr": "reference, ref, reference fabricant, ref fabricant, reference produit, "
        "ref produit, reference article, ref article, reference constructeur, code article, "
        "code produit, code, numero d'article, no d'article, numero de piece, "
        "reference commerciale, article",
        "it": "codice, cod, codice articolo, cod articolo, cod art, codice art, codice prodotto, "
        "codice produttore, codice costruttore, codice fabbricante, numero articolo, "
        "numero di parte, riferimento, rif, articolo, art",
        "pt": "codigo, cod, codigo do produto, codigo produto, codigo do artigo, "
        "codigo do fabricante, codigo fabricante, referencia, ref, referencia do fabricante, "
        "numero da peca, numero de peca, part number, artigo, cod produto, cod do produto, "
        "cod artigo, cod fabricante",
        "nl": "artikelnummer, artikelnr, art nr, artikelcode, bestelnummer, bestelnr, bestelcode, "
        "productcode, productnummer, fabrikantcode, fabrikantnummer, referentie, "
        "referentienummer, onderdeelnummer, artikel",
    },
    "description": {
        "en": "description, product title, item title, product description, item description, "
        "line item, text, item name, long description, short description, desc, descr, details, "
        "equipment description, material description, product/service, items",
        "de": "bezeichnung, artikelbezeichnung, beschreibung, kurztext, langtext, kurzbezeichnung, "
        "produktbezeichnung, produktbeschreibung, artikelbeschreibung, artikeltext, "
        "leistungsbeschreibung, positionstext, leistung, materialkurztext, warenbezeichnung, "
        "benennung",
        "es": "descripcion, descripcion del producto, descripcion del articulo, concepto, "
        "detalle, denominacion, designacion, descripcion corta",
        "fr": "designation, libelle, description, descriptif, intitule, designation produit, "
        "designation article, description du produit, libelle article",
        "it": "descrizione, descrizione articolo, descrizione prodotto, denominazione, "
        "descrizione breve, voce",
        "pt": "descricao, descricao do produto, descricao do artigo, designacao, denominacao, "
        "discriminacao, especificacao",
        "nl": "omschrijving, beschrijving, artikelomschrijving, productomschrijving, "
        "korte omschrijving, benaming, specificatie",
    },
    "firmware": {
        "en": "firmware, firmware version, fw, fw version, version, software version, "
        "current firmware, current firmware version, fw ver, sw version, firmware release, "
        "firmware revision, firmware rev, fw rev, installed firmware, firmware level, "
        "software revision, firmware ver, actual firmware, firmware today, system version, "
        "existing firmware, running firmware, os version, old firmware, old firmware version",
        "de": "firmwarestand, firmwareversion, fw stand, aktuelle firmware, firmware ist, "
        "softwarestand, softwareversion, installierte firmware, firmware stand",
        "es": "version de firmware, version firmware, version del firmware, firmware actual, "
        "version de software",
        "fr": "version firmware, version de firmware, version du firmware, micrologiciel, "
        "version du micrologiciel, firmware actuel, version logicielle, version logiciel",
        "it": "versione firmware, versione del firmware, firmware attuale, versione software, "
        "versione",
        "pt": "versao do firmware, versao de firmware, versao firmware, firmware atual, "
        "versao do software, versao",
        "nl": "firmwareversie, firmware versie, huidige firmware, softwareversie, versie",
        "json": "custom_fields.firmware",
    },
    "firmware_build": {
        "en": "firmware released date, firmware release date, firmware build, build, "
        "software build, build date",
    },
    "hardware_version": {
        "en": "hardware version, hw version, hardware revision, board, hw rev, hardware rev, "
        "board version, hw ver",
        "de": "hardwareversion, hardwarestand, hardwarerevision",
        "es": "version de hardware, version hardware",
        "fr": "version materielle, version du materiel, version hardware",
        "it": "versione hardware",
        "pt": "versao do hardware, versao de hardware, versao hardware",
        "nl": "hardwareversie, hardware versie",
    },
    "quantity": {
        "en": "quantity, qty, count, units, pcs, pieces, number of cameras, qnty, quan, "
        "order qty, no of units, number of units, no of cameras, nos, "
        "total qty, qty required, quantity required, qty reqd, qty req, reqd qty, quantity reqd, "
        "required qty, required quantity, amount of cameras, ea, each, qty ordered, "
        "quantity ordered, ordered qty, # of cams, # of cameras, # of units, number of cams, "
        "no of cams, no of pieces, total quantity, unit count, camera count",
        "de": "menge, anzahl, stueck, stuck, stuckzahl, stk, anz, stck, bestellmenge, "
        "anzahl kameras, st, gesamtmenge, gesamtanzahl, anzahl stuck, gesamtstuckzahl",
        "es": "cantidad, cant, uds, ud, unidades, piezas, pzas, pzs, ctd, cdad, cantidades, unid, "
        "unids, cantidad total, n unidades, n piezas, numero de camaras, numero de unidades",
        "fr": "quantite, qte, nb, nbre, qt, nombre de cameras, pieces, quantite totale, "
        "qte totale, n pieces, nombre d'unites",
        "it": "quantita, qta, qt, pezzi, pz, numero pezzi, q, n pezzi, nr pezzi, quantita totale, "
        "numero telecamere, n telecamere",
        "pt": "quantidade, qtd, qtde, qtdade, quant, pecas, unidades, qdade, unid, un, "
        "quantidade total, n pecas, numero de cameras",
        "nl": "aantal, aant, hoeveelheid, stuks, aantallen, aantal stuks, "
        "totaal aantal, aantal camera's",
    },
    "plugin": {
        "en": "plugin, plug-in, device type plugin, driver, device driver, driver name, "
        "camera plugin, camera driver",
        "de": "treiber, geratetreiber, kameratreiber",
        "es": "controlador, complemento",
        "fr": "pilote, module complementaire",
        "it": "driver telecamera",
        "pt": "controlador",
        "nl": "stuurprogramma",
    },
    "driver_family": {"en": "driver family, driver group"},
    "scopes": {"en": "scopes, onvif scopes, scope"},
    "recorder": {
        "en": "recorder, vms, recorder product, nvr, video management system, vms name",
        "de": "rekorder",
        "es": "grabador, grabadora",
        "fr": "enregistreur",
        "it": "registratore",
        "pt": "gravador",
    },
    "recorder_version": {
        "en": "recorder version, vms version, nvr version",
        "de": "vms-version",
        "es": "version vms, version del vms",
        "fr": "version vms, version du vms",
        "it": "versione vms",
        "pt": "versao vms, versao do vms",
        "nl": "vms-versie, recorderversie",
    },
    "protocol": {
        "en": "protocol, protocol setting, connection protocol, wished protocol, "
        "required protocol, target protocol",
        "de": "protokoll, gewunschtes protokoll",
        "es": "protocolo, protocolo deseado",
        "fr": "protocole, protocole souhaite",
        "it": "protocollo, protocollo desiderato",
        "pt": "protocolo, protocolo desejado",
        "nl": "protocol, gewenst protocol",
    },
    "protocol_today": {
        "en": "protocol today, current protocol, protocol now, current setting, "
        "current protocol setting, actual protocol",
        "de": "protokoll heute, aktuelles protokoll, aktuelle einstellung",
        "es": "protocolo actual",
        "fr": "protocole actuel",
        "it": "protocollo attuale",
        "pt": "protocolo atual",
        "nl": "huidig protocol",
    },
    "port": {
        "en": "port, recorder port, camera port, connection port, wished port",
        "de": "rekorderport",
        "es": "puerto",
        "it": "porta",
        "pt": "porta",
        "nl": "poort",
    },
    "https_port": {
        "en": "https port, ssl port, secure port, tls port",
        "es": "puerto https",
        "fr": "port https",
        "it": "porta https",
        "pt": "porta https",
        "nl": "https-poort",
    },
    "found_firmware": {
        "en": "firmware seen, fw seen, firmware version seen, seen firmware",
        "de": "gesehene firmware",
    },
    "found_protocol": {
        "en": "found protocol, detected protocol, discovered protocol, scanned protocol, "
        "scheme, url scheme",
        "de": "gefundenes protokoll",
    },
    "found_port": {
        "en": "found port, detected port, open port, open ports, ports, discovered port, "
        "http port, web port, onvif port, rtsp port, tcp port, sdk port, server port, "
        "command port, service port",
        "de": "offene ports, http-port, gefundener port",
        "es": "puertos, puerto http, puertos abiertos",
        "fr": "port http, ports ouverts",
        "it": "porta http, porte aperte",
        "pt": "porta http, portas abertas",
        "nl": "http-poort, open poorten",
    },
    "nat": {
        "en": "nat, behind nat, address translation",
        "de": "hinter nat, adressumsetzung",
        "es": "detras de nat, tras nat, traduccion de direcciones",
        "fr": "derriere nat, derriere un nat, traduction d'adresses",
        "it": "dietro nat, dietro un nat, traduzione indirizzi, traduzione degli indirizzi",
        "pt": "atras de nat, atras do nat, traducao de enderecos",
        "nl": "achter nat, adresvertaling",
    },
    "as_shipped": {
        "en": "as shipped, factory default, factory state",
        "de": "werkseinstellung, werkseinstellungen, werkszustand, auslieferungszustand, "
        "wie ausgeliefert",
        "es": "configuracion de fabrica, estado de fabrica, de fabrica",
        "fr": "configuration d'usine, etat d'usine, parametres d'usine, reglages d'usine",
        "it": "impostazioni di fabbrica, configurazione di fabbrica, stato di fabbrica",
        "pt": "configuracao de fabrica, estado de fabrica, padrao de fabrica",
        "nl": "fabrieksinstelling, fabrieksinstellingen, fabriekstoestand",
    },
    "http": {"en": "http, http state"},
    "http_off": {
        "en": "http off, http disabled, http switched off",
        "de": "http aus, http deaktiviert, http ausgeschaltet, http abgeschaltet",
        "es": "http desactivado, http apagado, http deshabilitado",
        "fr": "http desactive, http coupe",
        "it": "http disattivato, http disabilitato, http spento",
        "pt": "http desativado, http desligado, http desabilitado",
        "nl": "http uit, http uitgeschakeld",
    },
    "https_on": {
        "en": "https on, https on at camera, https enabled, https active, https switched on",
        "de": "https an, https ein, https aktiv, https aktiviert, https eingeschaltet",
        "es": "https activado, https activo, https habilitado, https encendido",
        "fr": "https active, https actif",
        "it": "https attivo, https attivato, https abilitato, https acceso",
        "pt": "https ativo, https ativado, https habilitado, https ligado",
        "nl": "https aan, https ingeschakeld, https actief",
    },
    "video_on": {
        "en": "video encryption on, encrypted video on, srtp on, video encryption enabled, "
        "video encryption active, srtp enabled",
        "de": "videoverschlusselung an, videoverschlusselung ein, videoverschlusselung aktiv, "
        "videoverschlusselung aktiviert, srtp an, srtp ein, srtp aktiv, srtp aktiviert",
        "es": "cifrado de video activado, cifrado de video activo, srtp activado, srtp activo",
        "fr": "chiffrement video active, chiffrement video actif, chiffrement de la video active, "
        "srtp active, srtp actif",
        "it": "crittografia video attiva, crittografia video attivata, cifratura video attiva, "
        "srtp attivo, srtp attivato",
        "pt": "criptografia de video ativa, criptografia de video ativada, "
        "encriptacao de video ativa, cifragem de video ativa, srtp ativo, srtp ativado",
        "nl": "videoversleuteling aan, videoversleuteling ingeschakeld, "
        "videoversleuteling actief, srtp aan, srtp ingeschakeld",
    },
    "certificate": {
        "en": "certificate, camera certificate, certificate installed, cert installed, "
        "own certificate installed",
        "de": "zertifikat, zertifikat installiert, kamerazertifikat, "
        "eigenes zertifikat installiert",
        "es": "certificado, certificado instalado, certificado de camara, "
        "certificado propio instalado",
        "fr": "certificat, certificat installe, certificat camera, certificat propre installe",
        "it": "certificato, certificato installato, certificato telecamera, "
        "certificato proprio installato",
        "pt": "certificado, certificado instalado, certificado da camera, "
        "certificado proprio instalado",
        "nl": "certificaat, certificaat geinstalleerd, cameracertificaat, "
        "eigen certificaat geinstalleerd",
    },
    "certificate_names": {"en": "certificate names, certificate subject, certificate made out to"},
    "address_changed": {
        "en": "address changed, ip changed, ip address changed, readdressed",
        "de": "adresse geandert, ip geandert, ip adresse geandert",
        "es": "direccion cambiada, ip cambiada, direccion ip cambiada",
        "fr": "adresse changee, adresse modifiee, ip changee, ip modifiee, adresse ip changee, "
        "adresse ip modifiee",
        "it": "indirizzo cambiato, indirizzo modificato, ip cambiato, ip modificato, "
        "indirizzo ip cambiato, indirizzo ip modificato",
        "pt": "endereco alterado, ip alterado, endereco ip alterado",
        "nl": "adres gewijzigd, ip gewijzigd, ip adres gewijzigd",
    },
    "tasks_done": {"en": "tasks done"},
    "option": {"en": "recorder option, recorder options"},
    "remark": {
        "en": "remark, remarks, note, notes, comment, comments, position type, line type, "
        "optional, options, alternative, alternate, opt",
        "de": "bemerkung, bemerkungen, anmerkung, anmerkungen, hinweis, hinweise, positionsart, "
        "positionstyp, pos art, kommentar, kommentare, eventualposition, bedarfsposition",
        "es": "observacion, observaciones, nota, notas, comentario, comentarios, opcional, "
        "tipo de partida",
        "fr": "remarque, remarques, observation, observations, commentaire, commentaires, "
        "optionnel, facultatif, en option",
        "it": "osservazione, osservazioni, note, annotazioni, commento, commenti, opzionale, "
        "facoltativo, tipo voce",
        "pt": "observacao, observacoes, obs, nota, comentario, comentarios, opcional",
        "nl": "opmerking, opmerkingen, toelichting, commentaar, optioneel, optie",
    },
    "name": {
        "en": "name, camera name, device name, hardware name, camera, hostname, host name, "
        "nickname, label, camera label, channel name, display name, camera title, unit name, "
        "friendly name",
        "de": "kameraname, kamera, geratename, kanalname, bezeichner, standortname",
        "es": "nombre de la camara, nombre de camara, camara, nombre del dispositivo",
        "fr": "nom, nom de la camera, nom camera, nom de l'appareil",
        "it": "nome, nome telecamera, telecamera, nome dispositivo",
        "pt": "nome, nome da camera, nome do dispositivo",
        "nl": "naam, cameranaam, apparaatnaam",
    },
    "ip": {
        "en": "ip, ip address, address, ipv4 address, ipv4, host, hardware address, ip addr, "
        "network address, camera ip, ip/host, ip/hostname, ip or hostname, url, uri, "
        "device address, old ip, old ip address, old address, current ip, current ip address, "
        "current address, present ip",
        "de": "ip adresse, adresse, netzwerkadresse, alte ip, alte ip adresse, alte adresse, "
        "aktuelle ip, bisherige ip, bisherige adresse",
        "es": "direccion ip, direccion, ip actual, antigua ip, ip antigua, antigua direccion, "
        "direccion antigua, direccion actual",
        "fr": "adresse ip, adresse, ancienne ip, ancienne adresse, ancienne adresse ip, "
        "ip actuelle, adresse actuelle",
        "it": "indirizzo ip, indirizzo, vecchio ip, vecchio indirizzo, indirizzo vecchio, "
        "ip attuale",
        "pt": "endereco ip, endereco, antigo ip, ip antigo, endereco antigo, endereco atual, "
        "ip atual",
        "nl": "ip-adres, adres, oud ip, oud adres, oude ip, oud ip adres, oude adres, huidig ip, "
        "huidig adres",
        "json": "primary_ip.address, primary_ip4.address",
    },
    "new_ip": {
        "en": "new ip, new ip address, new address, new ipv4, target ip, target address, ip new, "
        "future ip, planned ip",
        "de": "neue ip, neue ip adresse, neue adresse",
        "es": "nueva ip, nueva direccion, nueva direccion ip, ip nueva, direccion nueva",
        "fr": "nouvelle ip, nouvelle adresse, nouvelle adresse ip",
        "it": "nuovo ip, nuovo indirizzo, nuovo indirizzo ip, indirizzo nuovo",
        "pt": "novo ip, novo endereco, novo endereco ip, ip novo, endereco novo",
        "nl": "nieuw ip, nieuw adres, nieuwe ip, nieuw ip adres, nieuwe adres",
    },
    "position": {
        "en": "position, pos, pos no, position number, line, line no, row, row no, ln, no",
        "de": "lfd nr, laufende nummer, zeile, lfdnr, oz, ordnungszahl, pos oz",
        "es": "posicion, partida, linea",
        "fr": "poste, ligne, repere",
        "it": "posizione, riga",
        "pt": "posicao, linha",
        "nl": "positie, regel",
    },
    "mac": {
        "en": "mac, mac address, physical address, mac addr, ethernet address",
        "de": "mac adresse, hardwareadresse, hardware adresse",
        "es": "direccion mac",
        "fr": "adresse mac",
        "it": "indirizzo mac",
        "pt": "endereco mac",
        "nl": "mac-adres",
    },
    "serial": {
        "en": "serial, serial number, serial no, sn, s/n, device serial no, ser no",
        "de": "seriennummer, seriennr",
        "es": "numero de serie, no de serie, nro de serie",
        "fr": "numero de serie",
        "it": "numero di serie, numero seriale, matricola",
        "pt": "numero de serie",
        "nl": "serienummer, serienr",
    },
    "site": {
        "en": "site, site name, site id, site code, store, store name, store number, store no, "
        "store id, branch, branch name, branch office, shop, campus, facility, facility name, "
        "building, building name, premises, network name, network, vlan, subnet, customer, "
        "customer name, region, city, town, recorder name, nvr name, recorder ip, nvr ip, "
        "recording server, recording server name, server name, location, location name, loc",
        "de": "standort, filiale, niederlassung, liegenschaft, gebaude, betriebsstatte, objekt, "
        "filialnummer, filialname, rekordername, aufzeichnungsserver, kunde, netz, stadt, ort",
        "es": "sitio, sede, sucursal, tienda, edificio, nombre del sitio, grabadora nombre, "
        "servidor de grabacion, ubicacion, emplazamiento, localizacion",
        "fr": "site, nom du site, agence, magasin, succursale, batiment, etablissement, "
        "serveur d'enregistrement, emplacement, lieu",
        "it": "sito, sede, filiale, negozio, edificio, stabilimento, nome sito, punto vendita, "
        "server di registrazione, ubicazione, luogo",
        "pt": "local, sitio, loja, filial, sede, agencia, edificio, nome do local, "
        "servidor de gravacao, localizacao",
        "nl": "locatie, vestiging, filiaal, winkel, gebouw, sitenaam, opnameserver, plaats",
    },
}
"""What a list can say of a camera, each with the headings that say it, by language.

A heading may stand under several languages of one field, not under two fields. What a word that
means two things stands for (`TWO_MEANINGS`), its column tells.
"""


TWO_MEANINGS: Final[dict[tuple[str, str], str]] = {
    ("plugin", "model"): (
        "type, typ, tipo, device type, camera type, unit type, product type, equipment type, "
        "hardware type, geratetyp, kameratyp, produkttyp, gerateart, tipo de dispositivo, "
        "tipo de camara, tipo camara, tipo de producto, tipo de equipo, type de camera, "
        "type d'appareil, type de produit, type camera, tipo dispositivo, tipo telecamera, "
        "tipo prodotto, tipo de camera, tipo de equipamento, tipo de produto, cameratype, "
        "apparaattype, producttype, soort"
    ),
    ("name", "quantity"): "nombre",
    ("description", "position"): "item, itm",
    ("remark", "option"): "option",
}
"""Headings that stand for two things; which one, the cells tell.

A type is the recorder's plugin, the model, or only the sort of thing; `nombre` is a name in Spanish
and a number in French; an item is what is offered, or its number in the list; an option is one that
may be left out, or one of the recorder (`NAME=VALUE`).
"""
