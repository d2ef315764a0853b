### What the bot says, in German. en.ftl explains the keys.

## Descriptions of commands and options

command-ask = Stell eine Frage und bekomm wörtliche Zitate aus den Artikeln
command-ask-about = Frag zu { $subject }: wörtliche Zitate aus den Artikeln
command-ask-question = Deine Frage, in deinen eigenen Worten
command-ask-private = Die Antwort nur dir zeigen
command-articles = Artikel durchstöbern und lesen
command-articles-article = Der Artikel, der geöffnet werden soll
command-help = Was ich kann und wie du fragst
command-privacy = Was ich über dich speichere; ansehen oder löschen
command-about = Version, Alter des Index, Lizenzen der Quellen

command-content = Die eigenen Artikel dieses Servers pflegen
command-content-add = Artikel hinzufügen oder ersetzen: Datei hochladen oder Text eintippen
command-content-add-file = Eine Datei (.md, .txt, .html, .docx, .pdf); ohne sie tippst du den Artikel ein
command-content-list = Die Artikel dieses Servers und Entwürfe, die auf Freigabe warten
command-content-show = Einen gespeicherten Artikel oder eine ältere Version davon lesen
command-content-history = Die Versionen eines Artikels: wer, wann und was sich geändert hat
command-content-remove = Einen Artikel entfernen; er lässt sich wiederherstellen
command-content-rollback = Zu einer älteren Version eines Artikels zurückkehren
command-content-export = Einen Artikel oder alle als Markdown-Dateien herunterladen
command-content-article = Der Artikel
command-content-version = Die Nummer der Version

command-reindex = Den Index neu aufbauen; solange antworte ich aus dem alten
command-reindex-library = Welche Artikel; ohne Angabe die eigenen dieses Servers
choice-library-own = die eigenen dieses Servers
choice-library-shared = die gemeinsamen aller Server (im Heimatserver)

command-gaps = Fragen, auf die die Artikel keine gute Antwort hatten
command-gaps-list = Sie durchgehen, ähnliche zusammengefasst, und mir etwas beibringen
command-gaps-teach = Den Abschnitt angeben, der eine Frage beantwortet
command-gaps-teach-question = Eine der Fragen, die auf eine Antwort warten
command-gaps-teach-section = Der Abschnitt mit der Antwort, nach seiner Überschrift
command-gaps-taught = Was mir hier beigebracht wurde und wie man es rückgängig macht
command-gaps-export = Alle als CSV-Datei

command-stats = Wie viel hier gefragt und wie gut es beantwortet wurde
command-stats-days = Wie viele Tage zurück; ohne Angabe 30

command-settings = Wie ich mich auf diesem Server verhalte

## What went wrong, or has to wait

fault = Sorry, bei mir ist etwas schiefgelaufen. Wenn es wieder passiert, gib dem Betreiber des Bots diesen Code: `{ $code }`
busy = Ich bekomme gerade sehr viele Fragen und komme nicht hinterher. Bitte versuch es in einer Minute noch mal.
slow-down-person = Mach bitte etwas langsamer.
slow-down-channel = In diesem Kanal wird gerade sehr viel gefragt.
slow-down-guild = Auf diesem Server wird gerade sehr viel gefragt.
try-again-seconds = { $seconds ->
    [one] Versuch es in einer Sekunde noch mal.
   *[other] Versuch es in { $seconds } Sekunden noch mal.
}
try-again-minutes = { $minutes ->
    [one] Versuch es in einer Minute noch mal.
   *[other] Versuch es in { $minutes } Minuten noch mal.
}
stale = Dieser Button ist veraltet. Bitte frag noch einmal.
private-answer-not-sent = Das würde ich dir lieber privat beantworten, konnte dir aber keine Direktnachricht schicken. Mit `/ask` siehst hier nur du die Antwort.
unknown-command = Diesen Befehl habe ich nicht mehr. `/help` zeigt dir, was ich kann.
no-text = In dieser Nachricht ist kein Text, den ich nachschlagen könnte.
share-elsewhere = In diesem Kanal antworte ich nur privat, deshalb kann ich das hier nicht teilen.
store-unavailable = Meine Datenbank ist gerade nicht erreichbar. Es wurde nichts geändert, und Fragen beantworte ich weiterhin. Bitte versuch es gleich noch mal.
denied-outside-guild = Das geht nur auf einem Server, und nur für die, die mich dort verwalten.
denied-elsewhere = Die gemeinsamen Artikel lassen sich nur auf meinem Heimatserver verwalten.
denied-not-manager = Dafür brauchst du die Berechtigung „Server verwalten“ oder eine Rolle, die in `/settings` dafür gewählt wurde.
denied-not-server-manager = Dafür brauchst du die Berechtigung „Server verwalten“.

## Votes

vote-helpful = Freut mich, dass es geholfen hat.
vote-not-helpful = Danke für den Hinweis. So sehe ich, wo den Artikeln etwas fehlt.

## /help

help-intro = Ich beantworte Fragen mit **wörtlichen Zitaten** aus den Artikeln, jedes mit seiner Quelle. Wenn sie keine Antwort haben, sage ich das.
help-intro-about = Ich beantworte Fragen zum Thema { $subject } mit **wörtlichen Zitaten** aus den Artikeln, jedes mit seiner Quelle. Wenn sie keine Antwort haben, sage ich das.
help-examples = **Probier eine davon aus**:
help-ask = **Frag** mit { $ask }, indem du mich erwähnst oder mir antwortest (deine letzte Frage merke ich mir), per Direktnachricht oder bei jeder Nachricht mit **Apps › Find an answer**.
help-read-on = **Lies weiter** mit den Buttons: weitere Stellen, der Text rund um das Zitat, die Quellen.
help-browse = **Stöbere** mit { $articles }.
help-vote = **Sag mir**, ob es geholfen hat: So sehe ich, wo den Artikeln etwas fehlt.
help-more = { $privacy } sagt, was ich speichere, { $about } sagt, was ich bin.

## /privacy

privacy-read = **Was ich lese**: was du mich fragst; und bei **Find an answer**, oder wenn du mich in einer Antwort ohne Frage erwähnst, diese eine Nachricht. Ihren Text speichere ich nie. In Foren, die dafür ausgewählt wurden, lese ich auch neue Beiträge und speichere sie nicht. Andere Nachrichten lese ich nicht.
privacy-keep = **Was ich speichere**: eine Frage, auf die die Artikel keine gute Antwort hatten, { $gap_days } Tage lang, damit sie besser werden, zusammen mit dem, was dir gefehlt hat; deine Bewertungen von Antworten, { $vote_days } Tage lang; und { $answer_days } Tage lang, welche meiner Nachrichten auf welche von deinen antwortet, damit eine bearbeitete oder gelöschte Frage auch ihre Antwort ändert oder löscht. All das liegt unter einem Pseudonym, nie unter deinem Namen; den Schlüssel dazu hat nur, wer mich betreibt. Gut beantwortete Fragen zähle ich nur, ich speichere sie nicht; die Zähler verschwinden nach { $count_days } Tagen. Eine Frage, die mir Verwalter beigebracht haben, bleibt auf ihrem Server, bis sie das rückgängig machen, ohne etwas, das zu dir führt. In meinem Protokoll stehen IDs und Längen, nie Text.
privacy-memory = Nur im Arbeitsspeicher, bis ich neu starte: wann du zuletzt gefragt hast, damit mich niemand überflutet.
privacy-servers = **Für Server**: ihre eigenen Artikel (jede Fassung mit dem, der sie gespeichert hat) und Einstellungen, und { $audit_days } Tage lang ein Protokoll, wer was geändert hat. { $grace_days } Tage, nachdem ich von einem Server entfernt wurde, wird alles davon gelöscht, auch Fragen und Bewertungen; wer mich vorher wieder hinzufügt, behält es.
privacy-nothing = Im Moment speichere ich nichts über dich.
privacy-no-questions = Im Moment speichere ich keine Fragen oder Bewertungen von dir.
privacy-yours = **Von dir gerade gespeichert**: { $what }.
count-questions = { $count ->
    [one] { $count } Frage
   *[other] { $count } Fragen
}
count-votes = { $count ->
    [one] { $count } Bewertung
   *[other] { $count } Bewertungen
}
count-answered-messages = { $count ->
    [one] { $count } beantwortete Nachricht
   *[other] { $count } beantwortete Nachrichten
}
privacy-managers = Was du beim Verwalten getan hast, bleibt in den Protokollen der Server und wird hier nicht gelöscht.
button-delete-mine = Meine Daten löschen
forgotten = Gelöscht: Ich habe keine Frage und keine Bewertung mehr von dir. Was mir Verwalter aus deinen Fragen beigebracht haben, bleibt auf ihrem Server, ohne etwas, das zu dir führt; was du beim Verwalten getan hast, bleibt in den Protokollen der Server.

## /about

about-intro = **{ $name }** antwortet mit wörtlichen Zitaten aus { $articles ->
    [one] { $articles } Artikel
   *[other] { $articles } Artikeln
}. Es läuft kein Sprachmodell, das Text schreibt, und kein anderer Dienst wird gefragt.
about-intro-on = **{ $name }** antwortet mit wörtlichen Zitaten aus { $articles ->
    [one] { $articles } Artikel
   *[other] { $articles } Artikeln
} zum Thema { $subject }. Es läuft kein Sprachmodell, das Text schreibt, und kein anderer Dienst wird gefragt.
about-read = Die Artikel wurden zuletzt { $when } gelesen.
about-license = Lizenz der Artikel: { $license }
articles-language = { $language ->
    [ar] Die Artikel sind auf Arabisch.
    [cs] Die Artikel sind auf Tschechisch.
    [da] Die Artikel sind auf Dänisch.
    [de] Die Artikel sind auf Deutsch.
    [en] Die Artikel sind auf Englisch.
    [es] Die Artikel sind auf Spanisch.
    [fi] Die Artikel sind auf Finnisch.
    [fr] Die Artikel sind auf Französisch.
    [it] Die Artikel sind auf Italienisch.
    [ja] Die Artikel sind auf Japanisch.
    [ko] Die Artikel sind auf Koreanisch.
    [nl] Die Artikel sind auf Niederländisch.
    [no] Die Artikel sind auf Norwegisch.
    [pl] Die Artikel sind auf Polnisch.
    [pt] Die Artikel sind auf Portugiesisch.
    [ru] Die Artikel sind auf Russisch.
    [sv] Die Artikel sind auf Schwedisch.
    [tr] Die Artikel sind auf Türkisch.
    [uk] Die Artikel sind auf Ukrainisch.
    [zh] Die Artikel sind auf Chinesisch.
   *[other] Die Sprache der Artikel: { $language }.
}

## /articles

articles-none = Es gibt noch keine Artikel.
menu-open-article = Einen Artikel öffnen
button-all-articles = Alle Artikel
menu-read-section = Einen Abschnitt lesen
articles-by = von { $authors }
articles-updated = aktualisiert am { $day }
articles-part = Teil { $part } von { $parts }
button-previous = Zurück
button-next = Weiter
page-of = { $page } von { $pages }

## /settings

setting-channels = Kanäle, in denen ich antworte
setting-channels-how = Anderswo antworte ich privat und auf Erwähnungen gar nicht. Ist kein Kanal gewählt, antworte ich in allen.
setting-private = Antworten auf `/ask`
setting-private-how = Wer fragt, kann es jedes Mal anders wählen.
setting-sure = Wie sicher ich mir zum Antworten sein muss
setting-sure-how = Darunter biete ich Überschriften an oder sage, dass es keine Antwort gibt.
setting-cooldown = Eine Person darf wieder fragen nach
setting-roles = Wer mich verwaltet
setting-default = { $value } (Standard)
setting-roles-shown = Discord zeigt meine Verwaltungsbefehle nur Mitgliedern mit „Server verwalten“. So sehen sie auch andere: Servereinstellungen › Integrationen › mein Name.
setting-everyone = Ich kann mich nicht von allen verwalten lassen. Wähle eine Rolle, die nur die wenigen haben, die es sollen, oder gib ihnen „Server verwalten“.
setting-unusable = Dieser Wert geht nicht. Ich habe nichts geändert.
count-seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}
count-more = { $count } weitere
audit-none = Noch hat niemand etwas geändert.
audit-added = hat einen Artikel hinzugefügt
audit-changed = hat einen Artikel geändert
audit-removed = hat einen Artikel entfernt
audit-rolled-back = hat eine ältere Version zurückgeholt
audit-exported = hat exportiert
audit-reindexed = hat den Index neu aufgebaut
audit-taught = hat mir etwas beigebracht
audit-untaught = hat etwas rückgängig gemacht, das mir beigebracht wurde
audit-solved = hat Fragen als gelöst markiert
audit-setting = hat eine Einstellung geändert

## /stats

stats-questions = { $count ->
    [one] **{ $count } Frage**
   *[other] **{ $count } Fragen**
}
stats-days = { $count ->
    [one] an { $count } Tag
   *[other] in { $count } Tagen
}
stats-answered = beantwortet: { $count } ({ $percent })
stats-not-sure = nicht sicher: { $count } ({ $percent })
stats-no-answer = keine Antwort: { $count } ({ $percent })
stats-bars = █ beantwortet, ░ nicht beantwortet
stats-votes = { $votes ->
    [one] **{ $votes } Bewertung**
   *[other] **{ $votes } Bewertungen**
}: { $helpful } hilfreich ({ $percent }), { $other } nicht
stats-sections = Abschnitte, die am meisten beantwortet haben

## What came of a question

nothing = Darauf haben die Artikel keine Antwort.
unknown-words = Von diesen Wörtern habe ich keins gefunden. Versuch es mit anderen.
closest = Da bin ich mir nicht sicher. Am nächsten kommt:
not-covered = Darum geht es in den Artikeln nicht.
not-covered-label = Darum geht es in den Artikeln nicht ({ $label }).
not-covered-who = Darum geht es in den Artikeln nicht ({ $label }). Weiterhelfen kann vielleicht: { $who }.
heading-related = Verwandte Fragen:
heading-perhaps = Vielleicht hilft eins davon:
heading-closest = Am nächsten kommt:
understood-as = Verstanden als: { $question }
disagreement-contradicts = Eine andere Stelle sagt etwas anderes.
disagreement-qualifies = Das gilt nicht ohne Einschränkung.

## The answer card

button-page-back = ◀ Zurück
button-page-next = Weiter ▶
button-read-on = Weiterlesen
button-context = Kontext
button-less-context = Weniger Kontext
button-sources = Quellen
button-helpful = Hilfreich
button-not-helpful = Nicht hilfreich
button-read-article = Artikel lesen
button-share = Teilen
button-remove-answer = Entfernen
button-read-in-full = Ganz lesen
menu-related = Verwandte Fragen
menu-read-one = Eins davon lesen
menu-closest = Am nächsten kommt
answer-changed = Die Artikel haben sich seitdem geändert. Das steht jetzt darin.
answer-copy = In dieser Antwort kann nur blättern, wer gefragt hat. Hier ist deine eigene Kopie.
answer-following-up = Im Anschluss an
answer-from-message = Aus einer Nachricht, deren Text ich nicht speichere
answer-quoted-as-written = Ich zitiere sie wörtlich.
answer-not-yours = Nur wer gefragt hat, kann diese Antwort entfernen.
sources-none = Dieser Abschnitt nennt keine Quellen.
sources-works = Darauf stützt sich dieser Abschnitt:
sources-link = Link
modal-missing = Was hat gefehlt?
modal-missing-what = Was wolltest du wissen? (optional)
placeholder-missing = Das lesen die Leute, die die Artikel pflegen.

## How sure the evidence is

evidence-strong = gut belegt
evidence-moderate = mäßig belegt
evidence-contested = umstritten
evidence-practical = praktischer Rat
evidence-strong-meaning = mehrere gute Studien mit Menschen stimmen überein
evidence-moderate-meaning = wenige, kleine oder indirekte Studien
evidence-contested-meaning = Studien oder Fachleute sind sich uneinig
evidence-practical-meaning = plausibel, aber kaum untersucht
evidence-and-meaning = { $evidence }: { $meaning }

## /gaps

gaps-none = Keine offenen Lücken: Jede Frage hier hatte eine Antwort, oder es hat noch niemand gefragt.
gaps-summary = { $kinds }, insgesamt { $questions }. Die größten zuerst.
count-kinds = { $count ->
    [one] { $count } Art von Fragen
   *[other] { $count } Arten von Fragen
}
gaps-why-nothing = { $count } ohne Antwort
gaps-why-closest = { $count } nicht sicher
gaps-why-not-helpful = { $count } beantwortet, aber nicht hilfreich
gaps-last = zuletzt { $when }
gaps-missing = gefehlt hat: { $what }
gaps-no-section = Kein Abschnitt kommt infrage.
gaps-near-sections = Nächstliegende Abschnitte:
gaps-other-questions = andere Fragen
gaps-no-such-section = Diesen Abschnitt kenne ich nicht. Tippe einen Teil seiner Überschrift und wähle einen der Vorschläge.
gap-gone = Diese Frage ist schon erledigt. `/gaps list` zeigt die offenen.
menu-gap = Eine ansehen
menu-teach-section = Dieser Abschnitt beantwortet sie
menu-teach-not-covered = Darum geht es in den Artikeln nicht
button-mark-solved = Als gelöst markieren
button-all-questions = Alle Fragen
gaps-solved = { $count ->
    [one] { $count } Frage als gelöst markiert.
   *[other] { $count } Fragen als gelöst markiert.
}
gaps-left = { $count ->
    [one] { $count } ähnliche bleibt offen.
   *[other] { $count } ähnliche bleiben offen.
}
taught-wording = Gelernt: „{ $question }“ wird vom gewählten Abschnitt beantwortet.
taught-not-covered = Gelernt: Um „{ $question }“ geht es in den Artikeln nicht.
taught-like = { $count ->
    [one] Dasselbe gilt für { $count } ähnliche Frage.
   *[other] Dasselbe gilt für { $count } ähnliche Fragen.
}
taught-in-effect = Das gilt ab sofort.
taught-later = Das ist gespeichert und gilt, sobald der Index neu aufgebaut ist.
taught-closed = { $count ->
    [one] { $count } Frage erledigt.
   *[other] { $count } Fragen erledigt.
}
taught-undo = `/gaps taught` kann es rückgängig machen.
untaught = Rückgängig gemacht.
untaught-later = Rückgängig gemacht. Das gilt, sobald der Index neu aufgebaut ist.
taught-none = Hier wurde mir noch nichts beigebracht. `/gaps list` zeigt, was es zu lernen gibt.
taught-entry = { $what } · { $when } von { $who }
taught-answered-by = beantwortet von { $section }
taught-under = nicht Thema: { $label }
menu-undo = Etwas rückgängig machen
gaps-nothing-to-export = Nichts zu exportieren: Keine Frage wartet auf eine Antwort.
gaps-exported = { $count ->
    [one] Hier ist { $count } Frage.
   *[other] Hier sind { $count } Fragen.
}

## /content

content-none = Dieser Server hat noch keine eigenen Artikel. `/content add` nimmt eine Datei oder öffnet ein Fenster zum Tippen.
content-entry = Version { $version }, { $when } von { $who }
content-shown = Version { $version } von { $newest }, { $change } { $when } von { $who }
content-file = { $words }. Die angehängte Datei ist der gespeicherte Text.
count-words = { $count ->
    [one] { $count } Wort
   *[other] { $count } Wörter
}
menu-see-version = Sehen, was eine Version geändert hat
content-version-name = Version { $version }
content-version-line = **{ $version }** { $change } { $when } von { $who }
content-compared = **{ $title }**, Version { $version }
content-no-change = Kein Wort hat sich geändert.
content-diff = { $added } dazu (**fett**), { $removed } weg (~~durchgestrichen~~):
content-diff-cut = Es gibt mehr, als hier Platz hat.
change-added = hinzugefügt
change-changed = geändert
change-removed-kind = entfernt
change-back = zurück zu Version { $version }
button-history = Verlauf
button-remove-article = Entfernen
button-back-to-version = Zurück zu Version { $version }
content-nothing-to-export = Dieser Server hat noch keine eigenen Artikel.
content-no-article = So einen Artikel hat dieser Server nicht. `/content list` zeigt, welche es gibt.
content-no-version = So eine Version gibt es nicht, oder der Artikel wurde in ihr entfernt. `/content history` zeigt, welche es gibt.
content-exported = { $count ->
    [one] Hier ist er.
   *[other] Hier sind alle { $count } Artikel, jeder als Markdown-Datei.
}
draft-overtaken-removed = **Noch nicht freigegeben**: { $who } hat den Artikel inzwischen entfernt (Version { $version }). Gib ihn noch mal frei, um ihn mit diesem Text zurückzuholen.
draft-overtaken-changed = **Noch nicht freigegeben**: { $who } hat den Artikel inzwischen geändert. Vergleiche Version { $version } in `/content history`; gib ihn noch mal frei, um sie durch diesen Text zu ersetzen.
draft-new = ein neuer Artikel
draft-replaces = ersetzt Version { $version }
draft-size = { $sections } und { $passages }
count-sections = { $count ->
    [one] { $count } Abschnitt
   *[other] { $count } Abschnitte
}
draft-no-heading = (vor der ersten Überschrift)
draft-sections = Abschnitte
draft-left-out = Weggelassen
draft-problems = Zu korrigieren
draft-duplicates = Mögliche Dopplungen
draft-duplicate = { $heading }: { $percent } % steht schon in „{ $title }“
draft-attached = Die angehängte Datei ist der Text, wie er gespeichert würde. Niemand sieht ihn, bevor du ihn freigibst; Entwürfe werden nach einem Tag gelöscht.
draft-dropped = { $reason }: { $lines }, etwa „{ $example }“
count-lines = { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}
draft-problem-line = Zeile { $line }: { $what }
button-approve = Freigeben
button-cancel = Abbrechen
draft-gone = Den Entwurf gibt es nicht mehr: Er wurde freigegeben oder verworfen, oder er ist älter als ein Tag. Bitte füg ihn noch einmal hinzu.
draft-cancelled = Abgebrochen. Es wurde nichts geändert.
changed-meanwhile = Jemand anderes hat den Artikel inzwischen geändert, deshalb habe ich nichts geändert. Bitte sieh nach und versuch es noch mal.
upload-refused = Das kann ich nicht nehmen.
upload-endings = Ich nehme .md-, .txt-, .html-, .docx- und .pdf-Dateien.
upload-elsewhere = Sie kommt nicht von dort, wo Discord Dateien ablegt, deshalb habe ich sie nicht geholt.
upload-gone = Discord hat sie nicht mehr. Bitte lade sie noch einmal hoch.
upload-unreachable = Ich konnte sie nicht von Discord holen. Bitte versuch es gleich noch mal.
upload-no-article = Darin ist kein Artikel.
upload-too-long = Das ergibt { $passages } Stellen, ein Artikel darf { $most } haben. Bitte teil ihn auf mehrere auf.
upload-too-many = Dieser Server hat { $most } Artikel, mehr dürfen es nicht sein.
upload-too-many-drafts = Es warten schon { $most } Entwürfe auf Freigabe. `/content list` zeigt sie: Gib erst einige frei oder verwirf sie.
upload-library-full = Die Artikel dieses Servers wären zusammen größer als { $most } MiB, und mehr dürfen sie nicht sein.
upload-too-large = Sie ist größer als { $most } MiB. Bitte teil sie auf mehrere Artikel auf.
upload-empty = Es steht nichts darin.
upload-not-text = Was der Name auch sagt, der Inhalt ist etwas anderes: { $kind }.
upload-unreadable = Das kann ich nicht lesen: { $what }.
upload-line = Zeile { $line }: { $what }.
dropped-navigation = Navigation der Seite
dropped-contents = Liste der Überschriften der Seite selbst
dropped-related = Titel anderer Seiten oder Produkte
dropped-sharing = Knöpfe zum Teilen und Folgen
dropped-comments = Kommentarformular
dropped-newsletter = Newsletter-Formular
dropped-cookies = Cookie-Hinweis
dropped-credit = Bildnachweis
dropped-caption = Bildunterschrift
dropped-contact = Anschrift, Telefon, E-Mail- oder Webadresse
dropped-promotion = Werbung für die eigene Seite
dropped-legal = rechtlicher Hinweis
dropped-byline = Autor, Tag oder Lesezeit
dropped-teaser = Gerede über die Seite selbst
dropped-asker = Worte der fragenden Person, die keine Antwort sind
dropped-empty-heading = Überschrift, unter der nichts steht
dropped-outside = außerhalb des Haupttextes
dropped-outside-link = Link außerhalb des Haupttextes
audit-target-gaps = offene Fragen
audit-target-all = alle Artikel
audit-target-own = die eigenen dieses Servers
audit-target-shared = die gemeinsamen aller Server

## What is wrong in a file

problem-unreadable = lässt sich nicht lesen: { $error }
problem-too-large = größer als { $most } MiB; teil die Datei auf mehrere Artikel auf
problem-empty = leer
problem-nested-too-deep = Ordner, die mehr als { $most } Ebenen tief liegen, werden nicht gelesen
problem-linked-folder = ein Link auf einen Ordner wird nicht verfolgt; leg die Dateien hierher oder Links auf die Dateien
problem-link-outside = ein Link, der aus dem Inhaltsordner hinausführt, wird nicht verfolgt; leg die Datei hierher
problem-not-regular-file = keine gewöhnliche Datei
problem-unread-format = { $count ->
    [one] { $count } Datei ({ $files }) wird nicht gelesen, weil sie auf `{ $ending }` endet
   *[other] { $count } Dateien ({ $files }) werden nicht gelesen, weil sie auf `{ $ending }` enden
}
problem-unread-beside = { $count ->
    [one] { $count } Datei ({ $files }) wird nicht gelesen, weil es einen Ordner `articles` gibt: Gelesen wird nur, was darin liegt
   *[other] { $count } Dateien ({ $files }) werden nicht gelesen, weil es einen Ordner `articles` gibt: Gelesen wird nur, was darin liegt
}
problem-left-out = { $count ->
    [one] { $count } Zeile wurde weggelassen ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` zeigt sie
   *[other] { $count } Zeilen wurden weggelassen, die erste davon ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` zeigt alle
}
problem-same-id = ein anderer Artikel hat die Kennung `{ $id }`; dieser hat `{ $unique }`
problem-same-slug = ein anderer Artikel hat den Namen `{ $slug }`
problem-no-such-article = es gibt keinen Artikel `{ $slug }`
problem-no-such-section = `{ $slug }` hat keinen Abschnitt `{ $anchor }`
problem-toml = kein gültiges TOML: { $error }
problem-invalid-reference = Quelle `{ $key }`: { $error }
problem-calibration = nicht lesbar: { $error }; es gilt die mitgelieferte Kalibrierung; erzeuge sie neu mit `engram eval --fit`
problem-empty-value = `{ $key }` ist leer: Lass es lieber weg
problem-control-character = `{ $key }` enthält einen Zeilenumbruch oder ein Steuerzeichen: Erwartet wird eine einzige Zeile
problem-value-too-long = `{ $key }` hat { $chars } Zeichen, höchstens { $most } dürfen es sein
problem-too-many-examples = `examples` hat { $number } Fragen, höchstens { $most } dürfen es sein
problem-no-language-code = `language` ist { $code }: Erwartet wird ein Code wie en, de oder pt-BR
problem-front-matter-unclosed = die Kopfdaten beginnen mit `+++` und enden nie; die Datei ist unvollständig
problem-front-matter = Kopfdaten: { $error }
problem-foreign-front-matter = die Kopfdaten sind nicht lesbar: { $error }
problem-no-title = in den Kopfdaten fehlt der Titel (`title`)
problem-no-text = nach den Kopfdaten kommt kein Text
problem-nothing-left = nach dem Bereinigen bleibt kein Text übrig
problem-only-links = nur Links auf andere Seiten, wie in einem Menü; nimm lieber diese Seiten
problem-no-sentence = darin steht kein einziger Satz; vielleicht ist es ein Menü und kein Text
problem-bare-heading = unter der Überschrift `{ $heading }` steht kein Text; vielleicht ist die Datei unvollständig
problem-unknown-reference = die Quelle `{ $key }` steht nicht in `references.toml`
problem-malformed-link = `with = "{ $with }"` hat nicht die Form `article#section`
problem-picture = ein Bild kann nicht angezeigt werden
problem-named-picture = ein Bild kann nicht angezeigt werden: { $name }
problem-element = `{ $name }` kann nicht angezeigt werden
problem-comment-unclosed = ein Kommentar beginnt mit `<!--` und endet nie: Alles danach bleibt verborgen
problem-unknown-grade = unbekannte Einstufung `{ $grade }`: Erwartet wird `strong`, `moderate`, `contested` oder `practical`
problem-unknown-note = `{ $note }` ist nicht lesbar: Erwartet wird `grade: WORD` oder `refs: KEY, KEY`
problem-damaged-document = ein beschädigtes Dokument; öffne es in einer Textverarbeitung und speichere es neu
problem-document-without-text = ein Dokument, in dem kein Text steht
problem-encrypted-document = ein Dokument mit Passwort; speichere es ohne
problem-not-docx = kein DOCX-Dokument; speichere es als DOCX oder als Text
problem-pdf-without-program = ein PDF, das nur das Programm `engram` selbst lesen kann
problem-pdf-outside-unix = ein PDF, und PDFs lese ich nur unter Unix
problem-pdf-without-text = ein PDF ohne Text, zum Beispiel gescannte Seiten; lass erst eine Texterkennung darüberlaufen
problem-pdf-without-process = ein PDF, das sich nicht lesen ließ: kein Prozess dafür: { $error }
problem-pdf-failed = ein PDF, das sich nicht lesen ließ: { $error }
problem-encrypted-pdf = ein PDF mit Passwort; speichere es ohne
problem-damaged-pdf = ein beschädigtes PDF; öffne es und speichere es neu
problem-pdf-too-costly = ein PDF, das mehr Speicher oder Zeit braucht, als es darf (1 GiB, 20 s); druck es in ein neues PDF oder speichere seinen Text
problem-not-its-encoding = nicht in { $encoding }, obwohl der Anfang das sagt; speichere die Datei als UTF-8
problem-binary = Binärdaten, kein Text
problem-control-characters = enthält Zeichen, die nur Programme verwenden; das sind Binärdaten, kein Text
problem-cut-off = mitten in einem Zeichen abgeschnitten; die Datei ist unvollständig
problem-not-utf8 = kein UTF-8; speichere die Datei als UTF-8
problem-no-encoding = gibt keine Kodierung an; speichere die Datei als UTF-8
problem-wrong-encoding = gibt die Kodierung { $declared } an, ist aber anders kodiert; speichere die Datei als UTF-8
problem-guessed-encoding = gibt keine Kodierung an; gelesen als { $encoding }: Prüf Umlaute und Akzente
problem-read-in-other-encoding = gibt die Kodierung { $declared } an, ist aber anders kodiert; gelesen als { $encoding }: Prüf Umlaute und Akzente
file-kind-zip = ein Archiv (ZIP oder ein Dokument darin)
file-kind-archive = ein Archiv ({ $format })
file-kind-program = ein Programm
file-kind-script = ein Skript
file-kind-pdf = ein PDF
file-kind-rtf = ein Dokument einer Textverarbeitung (RTF)
file-kind-document = ein Dokument einer Textverarbeitung
file-kind-picture = ein Bild
file-kind-picture-or-recording = ein Bild oder eine Aufnahme
file-kind-recording = eine Aufnahme
file-kind-database = eine Datenbank

## Rebuilding an index

rebuild-running = Der Index wird neu aufgebaut. Bis dahin antworte ich aus dem alten.
rebuild-own-running = Der Index dieses Servers wird neu aufgebaut …
rebuild-reading = Artikel: { $done } von { $total }
rebuild-encoding = Stellen verarbeitet: { $done } von { $total }
rebuild-writing = Stellen geschrieben: { $done } von { $total }
rebuild-done = Fertig in { $seconds } s: { $articles }, { $passages }.
count-articles = { $count ->
    [one] { $count } Artikel
   *[other] { $count } Artikel
}
count-passages = { $count ->
    [one] { $count } Stelle
   *[other] { $count } Stellen
}
rebuild-new = Neu
rebuild-changed = Geändert
rebuild-removed = Entfernt
rebuild-nothing = Es hat sich nichts geändert.
rebuild-gaps-closed = { $count ->
    [one] { $count } Frage ohne Antwort hat jetzt eine; ich habe sie abgehakt.
   *[other] { $count } Fragen ohne Antwort haben jetzt eine; ich habe sie abgehakt.
}
rebuild-problems = Zu korrigieren ({ $count })
rebuild-failed = Das hat nicht geklappt. Ich antworte weiter aus dem alten Index.
rebuild-waits = Der Index ließ sich gerade nicht neu aufbauen, deshalb antworte ich weiter aus dem alten. Ich versuche es von selbst noch mal.
change-approved = { $title } ist freigegeben.
change-approved-version = { $title } ist als Version { $version } freigegeben.
change-removed = { $title } ist entfernt.
change-rolled-back = { $title } ist wieder auf dem Stand von Version { $to }, gespeichert als Version { $version }.
change-saved = Das ist gespeichert.
button-bring-back = Wiederherstellen

## Small talk

greeting = Hi! Stell mir eine Frage, dann schlage ich sie in den Artikeln nach.
greeting-about = Hi! Frag mich etwas zum Thema { $subject }.
thanks = Gern geschehen!
goodbye = Tschüss, und komm mit Fragen wieder!
about-the-bot = Ich bin { $name }. Ich schlage deine Frage in einer Sammlung von Artikeln nach und zeige dir wörtlich, was dort steht, mit der Quelle. Wo sie keine Antwort haben, sage ich das. Frag einfach in deinen eigenen Worten.
about-the-bot-on = Ich bin { $name }. Ich schlage deine Frage in einer Sammlung von Artikeln zum Thema { $subject } nach und zeige dir wörtlich, was dort steht, mit der Quelle. Wo sie keine Antwort haben, sage ich das. Frag einfach in deinen eigenen Worten.
reaction = Frag jederzeit gern weiter.
unhappy = Schade, dass das nicht geholfen hat. Versuch es mit anderen Worten oder einer kürzeren Frage: Ich finde nur, was in den Artikeln steht.
unhappy-on = Schade, dass das nicht geholfen hat. Versuch es mit anderen Worten oder einer kürzeren Frage: Ich finde nur, was in den Artikeln zum Thema { $subject } steht.
ask-something = Frag mich etwas, in deinen eigenen Worten.
ask-something-example = Frag mich etwas, zum Beispiel: { $example }?

## Settings

settings-title = Einstellungen
setting-channels-how-chosen = Anderswo antworte ich privat und auf Erwähnungen gar nicht. Ist kein Kanal gewählt, antworte ich in { $channels }.
setting-cooldown-how = Wie bald dieselbe Person wieder fragen darf.
setting-forums = Foren, in denen ich neue Beiträge von selbst beantworte
setting-forums-how = Einmal je neuem Beitrag, und nur wenn ich mir sicher bin. Ich lese den Titel und, wo Discord mich lässt, die erste Nachricht.
setting-roles-locked = Das können nur Mitglieder mit „Server verwalten“ ändern.
menu-all-channels = Alle Kanäle
menu-no-forum = Kein Forum
menu-no-role = Nur Mitglieder mit „Server verwalten“
choice-for-everyone = Für alle im Kanal
choice-for-asker = Nur für die Person, die fragt
choice-careful = Vorsichtig
choice-careful-means = Weniger Antworten und weniger falsche: ab { $percent } % Sicherheit
choice-balanced = Ausgewogen
choice-balanced-means = Der Standard: ab { $percent } % Sicherheit
choice-generous = Großzügig
choice-generous-means = Mehr Antworten und mehr falsche: ab { $percent } % Sicherheit
button-audit = Protokoll
count-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}

## Articles of a server: adding, editing, drafts, search

command-content-edit = Den Text eines Artikels ändern
command-content-drafts = Was auf Freigabe wartet
command-content-list-search = Nur Artikel mit diesen Wörtern im Titel
modal-add = Artikel hinzufügen
modal-edit = Einen Artikel bearbeiten
modal-files = Dateien
field-files = Bis zu zehn Dateien (.md, .txt, .html, .docx, .pdf), jede ein eigener Artikel
modal-title = Oder ein Titel
field-title = Der Titel eines Artikels, den du unten eintippst
modal-text = Text
field-text = Markdown geht: Formuliere jede Überschrift als Frage
field-edit = In Markdown. Du siehst eine Vorschau, bevor sich etwas ändert.
add-nothing = Es gab nichts hinzuzufügen: Wähl eine Datei aus oder tipp einen Text ein.
edit-too-long = **{ $title }** ist zu lang, um hier bearbeitet zu werden. Ändere die angehängte Datei und lade sie mit `/content add` hoch.
edit-no-change = Der Text ist derselbe geblieben, also habe ich nichts geändert.
drafts-none = Es warten keine Entwürfe auf Freigabe.
drafts-waiting = { $count ->
    [one] **{ $count } Entwurf wartet auf Freigabe.**
   *[other] **{ $count } Entwürfe warten auf Freigabe.**
}
menu-open-draft = Einen Entwurf öffnen
choice-new-article = Ein neuer Artikel
choice-replaces = Ersetzt Version { $version }
button-drafts = Alle Entwürfe
button-edit = Bearbeiten
list-found = { $count ->
    [one] { $count } Artikel passt zu „{ $words }“.
   *[other] { $count } Artikel passen zu „{ $words }“.
}
list-narrow = Es sind mehr, als hier Platz haben. Mit einem weiteren Wort werden es weniger.

## First use in a server

welcome = Hi, danke, dass ihr mich geholt habt! Ich beantworte Fragen mit wörtlichen Zitaten aus einer Sammlung von Artikeln, jeweils mit Quelle. Fragt mit `/ask` oder erwähnt mich. Wer den Server verwaltet, wählt in `/settings` meine Kanäle und kann mit `/content add` eigene Artikel hinzufügen.
welcome-about = Hi, danke, dass ihr mich geholt habt! Ich beantworte Fragen zu { $subject } mit wörtlichen Zitaten aus einer Sammlung von Artikeln, jeweils mit Quelle. Fragt mit `/ask` oder erwähnt mich. Wer den Server verwaltet, wählt in `/settings` meine Kanäle und kann mit `/content add` eigene Artikel hinzufügen.
