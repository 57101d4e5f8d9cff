"""Secrets in text: what is masked, what is left alone, in what time."""

from __future__ import annotations

import re

import pytest

from integration_db import Catalog
from integration_db.text.secrets import WORDS, Word, masked, may_hold_secret, names_secret

SECRET = "Geheim"
AS_WRITTEN = (
    *(
        "Password",
        "Pass word",
        "Passwort",
        "passwd",
        "passwrd",
        "Passcode",
        "Passphrase",
        "Passkey",
    ),
    *("pwd", "pswd", "Kennwort", "Kennwörter", "Contraseña", "contrasena", "contrasenya"),
    *("Mot de passe", "Senha", "Palavra-passe", "Wachtwoord", "Parola d'ordine"),
    *(
        "Clave de acceso",
        "Chiave d'accesso",
        "Zugangsdaten",
        "Anmeldedaten",
        "Login-Daten",
        "Toegangsgegevens",
        "Dati di accesso",
        "Datos de acceso",
        "Dados de acesso",
        "Données de connexion",
        "Zugangscode",
        "Toegangscode",
        "Codice d'accesso",
        "Código de acceso",
        "codigo de acesso",
        "Code d’accès",
    ),
    *("Inloggegevens", "Identifiants", "Credentials", "Credenziali", "Credenciales", "Credenciais"),
    *(
        "Token",
        "Secret",
        "Secreto",
        "Segreto",
        "Geheimnis",
        "API key",
        "access_key",
        "Pre-shared key",
    ),
    *("WLAN-Schlüssel", "Netzwerkschlüssel", "SNMP Community", "Session ID", "Authorization"),
    *(
        "user_pass",
        "PW",
        "PSW",
        "PSK",
        "MDP",
        "Pass",
        "Parola",
        "PIN",
        "PIN-Code",
        "Clave",
        "Chiave",
    ),
    *("Clé", "cle", "Cle\u0301", "Schlüssel", "Schluessel", "Schlu\u0308ssel", "Geheim", "Login"),
    *("Log-in", "Logon", "Key", "Auth", "sig", "Signature", "sess", "Session", "sid", "nonce"),
    *("JWT", "Community", "Response", "adminPin", "Camera PIN", "paſſword", "PİN"),
)
"""Each word for a secret, as lists write it."""
OF_PAIRS = (
    *("Zugang", "Anmeldung", "Benutzer", "Benutzername", "Access", "Accès", "Acce\u0300s", "acces"),
    *("Acceso", "Accesso", "Accessi", "Acesso", "Toegang", "Inlog", "Gebruiker", "Gebruikersnaam"),
    *("User", "User name", "Account", "Utilisateur", "Usuario", "Usuário", "Utente", "Creds"),
)
"""Each word behind which a user stands with a password."""
OWNED = ("", " Kamera", " caméra", " cámara 3", " zur Kamera", " to the camera", " admin", " web")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("rtsp://admin:Geheim@10.0.0.1:554/live", "rtsp://***@10.0.0.1:554/live"),
        ("rtsp://admin:p@Geheim@10.0.0.1/live", "rtsp://***@10.0.0.1/live"),
        ("rtsp://admin:Ge:h/e#Geheim@10.0.0.1", "rtsp://***@10.0.0.1"),
        ("rtsp://admin:p%40Geheim@cam.local", "rtsp://***@cam.local"),
        ("rtsp://admin:Ge Geheim@10.0.0.1/x", "rtsp://***@10.0.0.1/x"),
        ("https://GeheimToken@host/x", "https://***@host/x"),
        ("http:\\/\\/a:Geheim@10.0.0.1\\/x", "http:\\/\\/***@10.0.0.1\\/x"),
        ("u=rtsp%3A%2F%2Fa%3AGeheim%40h%2F", "u=rtsp%3A%2F%2F***%40h%2F"),
        ("rtsp://a:Geheim@h1;rtsp://b:Geheim@h2", "rtsp://***@h1;rtsp://***@h2"),
        ("admin:Geheim@10.0.0.1", "***@10.0.0.1"),
        ("(admin:Gehe@Geheim@cam.example.com)", "(***@cam.example.com)"),
        ("http://h/x?user=a&pwd=Geheim&ch=1", "http://h/x?user=a&pwd=***&ch=1"),
        ("http://h/#Access_Token=Geheim", "http://h/#Access_Token=***"),
        ("http://h/x?X-Amz-Signature=Geheim&y=2", "http://h/x?X-Amz-Signature=***&y=2"),
        ("rtsp://h/user=a_password=Geheim_ch=1", "rtsp://h/user=a_password=***"),
        ("Passwort: Geheim, Keller", "Passwort: ***, Keller"),
        ("Mot de passe : Geheim", "Mot de passe : ***"),
        ("CONTRASEÑA=Geheim", "CONTRASEÑA=***"),
        ("Passwort für admin: Geheim", "Passwort für admin: ***"),
        ("Passphrase: correct Geheim battery", "Passphrase: ***"),
        ("Passwort Geheim123!", "Passwort ***"),
        ("Das Kennwort lautet Geheim!", "Das Kennwort lautet ***"),
        ("Login: admin/Geheim", "Login: ***"),
        ("Zugangsdaten: admin / Geheim", "Zugangsdaten: ***"),
        ("Zugangsdaten Kamera 3: admin, Geheim", "Zugangsdaten Kamera 3: ***"),
        ("Anmeldedaten:\nadmin\nGeheim", "Anmeldedaten:\n***"),
        ('Login: "admin" / "Geheim"', "Login: ***"),
        ("login=admin Geheim", "login=***"),
        ("Login: https://10.0.0.1 admin Geheim", "Login: ***"),
        ("Login: ***, Passwort: Geheim", "Login: ***, Passwort: ***"),
        ("Tür 3, PIN: 4711, Keller", "Tür 3, PIN: ***, Keller"),
        ("<pin>4711</pin>", "<pin>***</pin>"),
        ("rtsp://admin:p@my.name/Geheim@10.0.0.1/x", "rtsp://***@10.0.0.1/x"),
        ("rtsp://admin:p@10.0.0.1/Geheim@my.name/x", "rtsp://***@my.name/x"),
        ("admin:p@10.0.0.1/Geheim@my.name/x", "***@my.name/x"),
        (
            '{"user": "a", "password": "Ge\\"Geheim", "x": 1}',
            '{"user": "a", "password": "***", "x": 1}',
        ),
        ('{""pw"": ""Geheim""}', '{""pw"": ""***""}'),
        ('{"password": "", "token": "Geheim"}', '{"password": "", "token": "***"}'),
        ('{"pin": 123456, "a": 2}', '{"pin": ***, "a": 2}'),
        ("<Password>Geheim</Password>", "<Password>***</Password>"),
        ("Authorization: Basic YWRtaW46R2VoZWlt", "Authorization: ***"),
        ("Basic YWRtaW46R2VoZWlt", "Basic ***"),
        ("password: ‘Geheim’", "password: ‘***’"),
        ("Passwort „Geheim“, Keller", "Passwort „***“, Keller"),
        ("Mot de passe « Geheim »", "Mot de passe «***»"),
        ("Password “Ge Geheim”", "Password “***”"),
        ("{‘password’: ‘Geheim’}", "{‘password’: ‘***’}"),
        ("password：Geheim", "password：***"),
        ("ｐａｓｓｗｏｒｄ：Ｇｅｈｅｉｍ", "ｐａｓｓｗｏｒｄ：***"),
        ("ｐａｓｓｗｏｒｄ＝Geheim＆x", "ｐａｓｓｗｏｒｄ＝***＆x"),
        ("rtsp：／／admin：Geheim＠10.0.0.1/x", "rtsp：／／***＠10.0.0.1/x"),
        ("password:「Geheim」", "password:「***」"),
        ("admin/Geheim1", "admin/***"),
        ("(root / Geheim1)", "(root / ***)"),
        ("Keller, root:Geheim1, Tür", "Keller, root:***, Tür"),
        ("Login „admin“ / „Geheim1“", "Login „admin“ / „***“"),
        ("Admin/12345", "Admin/***"),
        ("root/pass, admin:admin", "root/***, admin:***"),
        ("curl -u admin:Geheim http://h", "curl -u admin:*** http://h"),
        ("tool --token Geheim", "tool --token ***"),
    ],
)
def test_a_secret_is_masked_and_the_rest_stays(text: str, seen: str) -> None:
    assert masked(text) == seen
    assert masked(seen) == seen


@pytest.mark.parametrize(
    "text",
    [
        "AXIS P3268-LVE Dome Camera, Lightfinder 2.0",
        "http://nas:80/cam@2x.png",
        "rtsp://10.0.0.1/Streaming/Channels/101?transport=tcp&profile=a",
        "rtsp://[fe80::1]:554/a@b",
        "E-Mail:info@firma.de",
        "16:9@30fps, H.264:1080p@30",
        "00:11:22:33:44:55@10.0.0.5",
        "Passive IR: 10 m",
        "Bypass: yes",
        "Community Center: Lobby",
        "Basic surveillance",
        "Key features: 4K",
        "Secretary: Jane",
        "Password: required",
        "password protected",
        "Passwort: 8 Zeichen",
        "Monkey=3",
        "Schlüsselkasten: Keller",
        "Schlüsselschalter: 2 Stück",
        "Login-Seite: https://10.0.0.1/login",
        "Login: https://10.0.0.1/ui",
        "PIN-Code Tastatur: 12 Tasten",
        "Pinhole: 3.7 mm, Keypad: yes",
        "Key: 4K Lightfinder",
        "Auth: 802.1x, SHA256",
        "Response: 200ms",
        "Geheimtür: Nord",
        "Vehicle: truck",
        "Session: morning",
        'Key: "  "',
        "Hanwha PNM-9322VQP: key = P3245-LVE",
        "Firmware: 10.12.114, H/W: 1.0, S/N: ACCC8E123456",
        "‘Lobby’, „Keller“ und «Dach»: P3245-LVE １２",
        "Admin/Operator/Viewer",
        "Admin: 10.0.0.1, root:8080",
        "Administrator: 8h",
        "Admin: DS-2CD2146G2-ISU",
        "http://10.0.0.1/admin/view1.html",
        "root/etc",
        "Access: 24/7, Zugang: 10.0.0.1:8080, accès: https://10.0.0.1/x",
        "Access point: UniFi/U6-Pro, access control: card/pin",
        "User: n/a, Benutzer: bob",
        "Zugang über Leiter/Steiger, accessories: A/B",
    ],
)
def test_text_without_a_secret_is_not_touched(text: str) -> None:
    assert masked(text) == text


def test_no_name_number_or_firmware_of_the_catalogue_is_taken_for_a_secret(
    real_catalog: Catalog,
) -> None:
    """A line whose model is masked is a lost line."""
    columns = {"model": "name", "name": "text", "series": "name", "release": "version"}
    for table, column in columns.items():
        texts = [text for (text,) in real_catalog.reader.rows(f"SELECT {column} FROM {table}", {})]
        assert texts
        for text in texts:
            for written in (text, f"Kamera {text}, 4 MP", f"Lobby / {text}", f"Typ: {text}"):
                assert masked(written) == written


@pytest.mark.parametrize("word", AS_WRITTEN)
def test_a_word_is_one_for_headings_and_for_text(word: str) -> None:
    assert names_secret(word)
    assert may_hold_secret(f"{word}: Geheim99x")
    assert masked(f"{word}: Geheim99x") == f"{word}: ***"
    assert masked(f"Keller; {word}=Geheim99x") == f"Keller; {word}=***"


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.spelling)
def test_each_word_of_the_table_is_written_by_a_list(word: Word) -> None:
    """So no word of the table is one for headings only, or for text only."""
    written = re.compile(word.pattern, re.I)
    assert any(written.search(text) for text in (*AS_WRITTEN, *OF_PAIRS))


@pytest.mark.parametrize("word", OF_PAIRS)
def test_a_password_behind_a_user_is_masked(word: str) -> None:
    """All words are read in the same way, whoever is named beside them."""
    for whose in OWNED:
        for pair in ("bob/{}", "bob / {}", "bob:{}", '"bob" / "{}"', "b.o-b@firma/{}"):
            text = f"Keller; {word}{whose}: {pair}, Dach"
            seen = masked(text.format("Geheim1"))
            assert seen == text.format("***") or whose == " admin", seen
            assert SECRET not in seen


@pytest.mark.parametrize("whose", OWNED)
def test_a_pin_is_masked_whose_ever_it_is(whose: str) -> None:
    assert masked(f"PIN{whose}: 4711") == f"PIN{whose}: ***"


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Password",
            "Passwort 2",
            "Kennwort",
            "Contraseña",
            "Mot de passe",
            "Senha",
            "Wachtwoord",
        ),
        *("Palavra-passe", "Parola d'ordine", "Clave", "Clave de acceso", "Chiave", "PW", "PIN"),
        *("Admin PW", "userPassword", "videoConfig.password", "api_key", "Token", "rtsp_pwd"),
        *("Login", "Zugangsdaten", "SNMP Community", "User Pass", "Secret"),
    ],
)
def test_the_heading_of_a_secret_is_known(heading: str) -> None:
    assert names_secret(heading)


@pytest.mark.parametrize(
    "heading",
    [
        *("Passive", "Bypass", "Pass/Fail", "Model", "Description", "Keyboard", "Pin connector"),
        *("PIN-Code Tastatur", "Schlüsselkasten", "Login-Seite", "Secretary", "Response time"),
        *("Key features", "Username", "User", "Compass", "Author", "MAC Address", "Passage"),
    ],
)
def test_other_headings_are_no_secrets(heading: str) -> None:
    assert not names_secret(heading)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "password",
            "rtsp://",
            "a:@",
            "(a:",
            "key=",
            'password: "',
            "%3a%2f%2f%40",
            "password a ",
        ),
        *(
            "-eyJ",
            "eyJaaaaaaaaaa.",
            "Basic ",
            "--password ",
            '{"pin": [',
            "login: a/",
            "<password>",
        ),
        *("a:b@ ", "http://a:b/", "password\\\\", 'pw"', ":\\", "Bearer ", "authorization "),
        *(
            "sess: ",
            "key: „",
            "login: a, ",
            "Login:http://",
            "pin pin ",
            "pw:***",
            "***pin:",
            "cle\u0301",
            "admin/",
            "root:a ",
            *("user:a/,", "access zu ", "access: b/", "Zugang der "),
            "admin“/„",
            "password „",
            "ｐｗ：",
        ),
    ],
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    """Work that grew with the square of the length would take hours here."""
    hostile = text * (130_000 // len(text))
    assert masked(masked(hostile)) == masked(hostile)
