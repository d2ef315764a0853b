### What the bot says, in Dutch. en.ftl explains the keys.

## Descriptions of commands and options

command-ask = Stel een vraag en krijg letterlijke citaten uit de artikelen
command-ask-about = Vraag over { $subject }: letterlijke citaten uit artikelen
command-ask-question = Je vraag, in je eigen woorden
command-ask-private = Het antwoord alleen aan jou laten zien
command-articles = Blader door de artikelen en lees ze
command-articles-article = Het artikel dat je wilt openen
command-help = Wat ik kan en hoe je iets vraagt
command-privacy = Wat ik over je bewaar; bekijken of verwijderen
command-about = Versie, leeftijd van de index, licenties van de bronnen

command-content = De eigen artikelen van deze server beheren
command-content-add = Artikel toevoegen of vervangen: upload een bestand of typ het in
command-content-add-file = Een .md-, .txt-, .html-, .docx- of .pdf-bestand; zonder bestand typ je het artikel
command-content-list = De artikelen van deze server en concepten die op goedkeuring wachten
command-content-show = Een opgeslagen artikel of een oudere versie ervan lezen
command-content-history = De versies van een artikel: wie, wanneer en wat er veranderde
command-content-remove = Een artikel verwijderen; het kan worden hersteld
command-content-rollback = Terug naar een oudere versie van een artikel
command-content-export = Een artikel, of allemaal, als Markdown-bestanden ophalen
command-content-article = Het artikel
command-content-version = Het nummer van de versie

command-reindex = De index opnieuw opbouwen; intussen antwoord ik uit de oude
command-reindex-library = Welke artikelen; standaard die van deze server
choice-library-own = de eigen artikelen van deze server
choice-library-shared = de gedeelde artikelen (op de thuisserver)

command-gaps = Vragen waarop de artikelen geen goed antwoord hadden
command-gaps-list = Bekijk ze, gegroepeerd op gelijkenis, en leer me iets
command-gaps-teach = Wijs de sectie aan die een vraag beantwoordt
command-gaps-teach-question = Een van de vragen die op antwoord wachten
command-gaps-teach-section = De sectie met het antwoord, op kop
command-gaps-taught = Wat mij hier is geleerd en hoe je het ongedaan maakt
command-gaps-export = Allemaal als CSV-bestand

command-stats = Hoeveel hier is gevraagd en hoe goed het is beantwoord
command-stats-days = Hoeveel dagen terug; standaard 30

command-settings = Hoe ik me op deze server gedraag

## What went wrong, or has to wait

fault = Sorry, er ging iets mis bij mij. Gebeurt het weer, geef deze code dan aan de eigenaar van de bot: `{ $code }`
busy = Ik krijg nu heel veel vragen en kan het niet bijhouden. Probeer het over een minuut opnieuw.
slow-down-person = Rustig aan.
slow-down-channel = In dit kanaal wordt nu heel veel gevraagd.
slow-down-guild = Op deze server wordt nu heel veel gevraagd.
try-again-seconds = { $seconds ->
    [one] Probeer het over een seconde opnieuw.
   *[other] Probeer het over { $seconds } seconden opnieuw.
}
try-again-minutes = { $minutes ->
    [one] Probeer het over een minuut opnieuw.
   *[other] Probeer het over { $minutes } minuten opnieuw.
}
stale = Die knop is verouderd. Stel je vraag opnieuw.
private-answer-not-sent = Dat beantwoord ik liever privé, maar ik kon je geen privébericht sturen. Gebruik hier `/ask`, dan zie alleen jij het antwoord.
unknown-command = Dat commando heb ik niet meer. `/help` laat zien wat ik kan.
no-text = Dat bericht heeft geen tekst die ik kan opzoeken.
share-elsewhere = In dit kanaal antwoord ik alleen privé, dus ik kan dat hier niet delen.
store-unavailable = Mijn database is niet bereikbaar. Er is niets veranderd en ik kan nog steeds vragen beantwoorden. Probeer het zo nog eens.
denied-outside-guild = Dit werkt alleen op een server, voor wie die beheert.
denied-elsewhere = De gedeelde artikelen kunnen alleen op mijn thuisserver worden beheerd.
denied-not-manager = Daarvoor heb je de rechten ‘Server beheren’ nodig, of een rol die in `/settings` is toegestaan.
denied-not-server-manager = Daarvoor heb je de machtiging ‘Server beheren’ nodig.

## Votes

vote-helpful = Fijn dat het hielp.
vote-not-helpful = Bedankt voor het melden. Zo wordt duidelijk waar de artikelen tekortschieten.

## /help

help-intro = Ik beantwoord vragen met **letterlijke citaten** uit de artikelen, elk met bron. Als ze geen antwoord hebben, zeg ik dat.
help-intro-about = Ik beantwoord vragen over { $subject } met **letterlijke citaten** uit de artikelen, elk met bron. Als ze geen antwoord hebben, zeg ik dat.
help-examples = **Probeer er een**:
help-ask = **Vraag** met { $ask }, door mij te vermelden, door op mij te reageren (ik onthoud je laatste vraag), in een privébericht, of met **Apps › Find an answer** bij een bericht.
help-read-on = **Lees verder** met de knoppen: meer passages, de tekst rond het citaat, de bronnen.
help-browse = **Blader** met { $articles }.
help-vote = **Laat weten** of het hielp: zo wordt duidelijk waar de artikelen tekortschieten.
help-more = { $privacy } zegt wat ik bewaar, { $about } zegt wat ik ben.

## /privacy

privacy-read = **Wat ik lees**: wat je mij vraagt; en met **Find an answer**, of als je mij zonder vraag in een reactie vermeldt, dat ene bericht. De tekst ervan bewaar ik nooit. In forums die daarvoor zijn gekozen lees ik ook nieuwe berichten, zonder ze te bewaren. Andere berichten lees ik niet.
privacy-keep = **Wat ik bewaar**: een vraag waarop de artikelen geen goed antwoord hadden, { $gap_days } dagen lang, zodat ze beter kunnen worden, met wat er volgens jou ontbrak; je stemmen op antwoorden, { $vote_days } dagen lang; en { $answer_days } dagen lang welk bericht van mij op welk van jou antwoordt, zodat bij het bewerken of verwijderen van een vraag hetzelfde met het antwoord gebeurt. Alles staat onder een pseudoniem, nooit onder je naam; alleen wie mij draait heeft de sleutel. Vragen die ik goed beantwoordde worden geteld, niet bewaard; tellingen verdwijnen na { $count_days } dagen. Een vraag die beheerders mij hebben geleerd, blijft bij hun server tot ze dat ongedaan maken, zonder iets dat naar jou leidt. In mijn logboek staan id's en lengtes, nooit tekst.
privacy-memory = Alleen in het geheugen, tot ik herstart: wanneer je voor het laatst iets vroeg, zodat niemand me overspoelt.
privacy-servers = **Voor servers**: hun eigen artikelen (elke versie met wie die heeft opgeslagen) en instellingen, en { $audit_days } dagen lang een logboek van wie wat veranderde. { $grace_days } dagen nadat ik van een server ben verwijderd, wordt alles gewist, ook vragen en stemmen; wie me daarvoor weer toevoegt, houdt alles.
privacy-nothing = Op dit moment bewaar ik niets over je.
privacy-no-questions = Op dit moment bewaar ik geen vragen of stemmen van je.
privacy-yours = **Van jou op dit moment**: { $what }.
count-questions = { $count ->
    [one] { $count } vraag
   *[other] { $count } vragen
}
count-votes = { $count ->
    [one] { $count } stem
   *[other] { $count } stemmen
}
count-answered-messages = { $count ->
    [one] { $count } beantwoord bericht
   *[other] { $count } beantwoorde berichten
}
privacy-managers = Wat je als beheerder deed, blijft in de logboeken van die servers en wordt hier niet verwijderd.
button-delete-mine = Mijn gegevens verwijderen
forgotten = Verwijderd: ik bewaar geen enkele vraag of stem van je meer. Wat beheerders mij uit jouw vragen hebben geleerd, blijft bij hun server, zonder iets dat naar jou leidt; wat je als beheerder deed, blijft in de logboeken van die servers.

## /about

about-intro = **{ $name }** antwoordt met letterlijke citaten uit { $articles ->
    [one] { $articles } artikel
   *[other] { $articles } artikelen
}. Er draait geen taalmodel dat tekst schrijft en er wordt geen andere dienst aangeroepen.
about-intro-on = **{ $name }** antwoordt met letterlijke citaten uit { $articles ->
    [one] { $articles } artikel
   *[other] { $articles } artikelen
} over { $subject }. Er draait geen taalmodel dat tekst schrijft en er wordt geen andere dienst aangeroepen.
about-read = De artikelen zijn { $when } voor het laatst gelezen.
about-license = Licentie van de artikelen: { $license }
articles-language = { $language ->
    [ar] De artikelen zijn in het Arabisch.
    [cs] De artikelen zijn in het Tsjechisch.
    [da] De artikelen zijn in het Deens.
    [de] De artikelen zijn in het Duits.
    [en] De artikelen zijn in het Engels.
    [es] De artikelen zijn in het Spaans.
    [fi] De artikelen zijn in het Fins.
    [fr] De artikelen zijn in het Frans.
    [it] De artikelen zijn in het Italiaans.
    [ja] De artikelen zijn in het Japans.
    [ko] De artikelen zijn in het Koreaans.
    [nl] De artikelen zijn in het Nederlands.
    [no] De artikelen zijn in het Noors.
    [pl] De artikelen zijn in het Pools.
    [pt] De artikelen zijn in het Portugees.
    [ru] De artikelen zijn in het Russisch.
    [sv] De artikelen zijn in het Zweeds.
    [tr] De artikelen zijn in het Turks.
    [uk] De artikelen zijn in het Oekraïens.
    [zh] De artikelen zijn in het Chinees.
   *[other] De taal van de artikelen: { $language }.
}

## /articles

articles-none = Er zijn nog geen artikelen.
menu-open-article = Een artikel openen
button-all-articles = Alle artikelen
menu-read-section = Een sectie lezen
articles-by = door { $authors }
articles-updated = bijgewerkt op { $day }
articles-part = deel { $part } van { $parts }
button-previous = Vorige
button-next = Volgende
page-of = { $page } van { $pages }

## /settings

setting-channels = Kanalen waarin ik antwoord
setting-channels-how = Elders antwoord ik privé, en op vermeldingen helemaal niet. Is er geen kanaal gekozen, dan antwoord ik in alle kanalen.
setting-private = Antwoorden op `/ask`
setting-private-how = Wie vraagt, kan steeds iets anders kiezen.
setting-sure = Hoe zeker ik moet zijn om te antwoorden
setting-sure-how = Daaronder bied ik koppen aan, of zeg ik dat er geen antwoord is.
setting-cooldown = Iemand mag weer vragen na
setting-roles = Wie mij beheert
setting-default = { $value } (standaard)
setting-roles-shown = Discord toont mijn beheercommando's alleen aan leden met ‘Server beheren’. Om ze ook aan anderen te tonen: Serverinstellingen › Integraties › mijn naam.
setting-everyone = Ik kan me niet door iedereen laten beheren. Kies een rol voor de weinigen die dat mogen, of geef hun ‘Server beheren’.
setting-unusable = Die waarde kan niet. Ik heb niets veranderd.
count-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } seconden
}
count-more = nog { $count }
audit-none = Niemand heeft nog iets veranderd.
audit-added = heeft een artikel toegevoegd
audit-changed = heeft een artikel gewijzigd
audit-removed = heeft een artikel verwijderd
audit-rolled-back = heeft een oudere versie teruggezet
audit-exported = heeft geëxporteerd
audit-reindexed = heeft de index opnieuw opgebouwd
audit-taught = heeft me iets geleerd
audit-untaught = heeft iets wat mij is geleerd ongedaan gemaakt
audit-solved = heeft vragen als opgelost gemarkeerd
audit-setting = heeft een instelling gewijzigd

## /stats

stats-questions = { $count ->
    [one] **{ $count } vraag**
   *[other] **{ $count } vragen**
}
stats-days = { $count ->
    [one] in { $count } dag
   *[other] in { $count } dagen
}
stats-answered = beantwoord: { $count } ({ $percent })
stats-not-sure = niet zeker: { $count } ({ $percent })
stats-no-answer = geen antwoord: { $count } ({ $percent })
stats-bars = █ beantwoord, ░ niet beantwoord
stats-votes = { $votes ->
    [one] **{ $votes } stem**
   *[other] **{ $votes } stemmen**
}: { $helpful } nuttig ({ $percent }), { $other } niet
stats-sections = Secties die het meest antwoordden

## What came of a question

nothing = Daar hebben de artikelen geen antwoord op.
unknown-words = Ik heb geen van die woorden gevonden. Probeer het anders te zeggen.
closest = Niet zeker of ik dit heb. Wat het dichtst in de buurt komt:
not-covered = Daar gaan de artikelen niet over.
not-covered-label = Daar gaan de artikelen niet over ({ $label }).
not-covered-who = Daar gaan de artikelen niet over ({ $label }). Misschien kan helpen: { $who }.
heading-related = Verwante vragen:
heading-perhaps = Misschien helpt een van deze:
heading-closest = Wat het dichtst in de buurt komt:
understood-as = Begrepen als: { $question }
disagreement-contradicts = Een andere passage zegt iets anders.
disagreement-qualifies = Hier zit een grens aan.

## The answer card

button-page-back = ◀ Vorige
button-page-next = Volgende ▶
button-read-on = Verder lezen
button-context = Context
button-less-context = Minder context
button-sources = Bronnen
button-helpful = Nuttig
button-not-helpful = Niet nuttig
button-read-article = Artikel lezen
button-share = Delen
button-remove-answer = Verwijderen
button-read-in-full = Helemaal lezen
menu-related = Verwante vragen
menu-read-one = Een hiervan lezen
menu-closest = Wat het dichtst in de buurt komt
answer-changed = De artikelen zijn sindsdien veranderd. Dit staat er nu.
answer-copy = Alleen wie de vraag stelde kan door dat antwoord bladeren, dus hier is je eigen kopie.
answer-following-up = Als vervolg op
answer-from-message = Opgezocht vanuit een bericht, waarvan ik de tekst niet bewaar
answer-quoted-as-written = Ik citeer ze woord voor woord.
answer-not-yours = Alleen wie de vraag stelde kan dat antwoord verwijderen.
sources-none = Deze sectie noemt geen bronnen.
sources-works = Waar deze sectie op gebaseerd is:
sources-link = link
modal-missing = Wat ontbrak er?
modal-missing-what = Wat wilde je weten? (optioneel)
placeholder-missing = Dit wordt gelezen door wie de artikelen bijhoudt.

## How sure the evidence is

evidence-strong = sterk bewijs
evidence-moderate = matig bewijs
evidence-contested = omstreden
evidence-practical = praktisch advies
evidence-strong-meaning = meerdere goede studies bij mensen zijn het eens
evidence-moderate-meaning = weinig, kleine of indirecte studies
evidence-contested-meaning = studies of experts zijn het oneens
evidence-practical-meaning = verstandig, weinig getest
evidence-and-meaning = { $evidence }: { $meaning }

## /gaps

gaps-none = Geen open vragen: op elke vraag hier was een antwoord, of niemand heeft nog iets gevraagd.
gaps-summary = { $kinds }, { $questions } in totaal. De grootste eerst.
count-kinds = { $count ->
    [one] { $count } soort vraag
   *[other] { $count } soorten vragen
}
gaps-why-nothing = { $count } zonder antwoord
gaps-why-closest = { $count } niet zeker
gaps-why-not-helpful = { $count } beantwoord, maar niet nuttig
gaps-last = laatste: { $when }
gaps-missing = wat ontbrak: { $what }
gaps-no-section = Geen sectie komt in de buurt.
gaps-near-sections = Dichtstbijzijnde secties:
gaps-other-questions = andere vragen
gaps-no-such-section = Die sectie ken ik niet. Typ een deel van de kop en kies een van de suggesties.
gap-gone = Die vraag is al afgehandeld. `/gaps list` toont de open vragen.
menu-gap = Er een bekijken
menu-teach-section = Deze sectie beantwoordt het
menu-teach-not-covered = Daar gaan de artikelen niet over
button-mark-solved = Als opgelost markeren
button-all-questions = Alle vragen
gaps-solved = { $count ->
    [one] { $count } vraag als opgelost gemarkeerd.
   *[other] { $count } vragen als opgelost gemarkeerd.
}
gaps-left = { $count ->
    [one] { $count } vergelijkbare blijft open.
   *[other] { $count } vergelijkbare blijven open.
}
taught-wording = Geleerd: “{ $question }” wordt beantwoord door de sectie die je koos.
taught-not-covered = Geleerd: over “{ $question }” gaan de artikelen niet.
taught-like = { $count ->
    [one] Hetzelfde geldt voor { $count } vergelijkbare vraag.
   *[other] Hetzelfde geldt voor { $count } vergelijkbare vragen.
}
taught-in-effect = Dat geldt vanaf nu.
taught-later = Het is opgeslagen en geldt zodra de index opnieuw is opgebouwd.
taught-closed = { $count ->
    [one] { $count } vraag afgehandeld.
   *[other] { $count } vragen afgehandeld.
}
taught-undo = Met `/gaps taught` kun je het ongedaan maken.
untaught = Ongedaan gemaakt.
untaught-later = Ongedaan gemaakt. Dat geldt zodra de index opnieuw is opgebouwd.
taught-none = Hier heeft nog niemand me iets geleerd. `/gaps list` laat zien wat er te leren valt.
taught-entry = { $what } · { $when } door { $who }
taught-answered-by = beantwoord door { $section }
taught-under = valt erbuiten: { $label }
menu-undo = Er een ongedaan maken
gaps-nothing-to-export = Niets te exporteren: er wacht geen vraag op een antwoord.
gaps-exported = { $count ->
    [one] Hier is { $count } vraag.
   *[other] Hier zijn { $count } vragen.
}

## /content

content-none = Deze server heeft nog geen eigen artikelen. `/content add` neemt een bestand aan of opent een venster om er een te typen.
content-entry = versie { $version }, { $when } door { $who }
content-shown = versie { $version } van { $newest }, { $change } { $when } door { $who }
content-file = { $words }. Het bijgevoegde bestand is de opgeslagen tekst.
count-words = { $count ->
    [one] { $count } woord
   *[other] { $count } woorden
}
menu-see-version = Bekijken wat een versie veranderde
content-version-name = Versie { $version }
content-version-line = **{ $version }** { $change } { $when } door { $who }
content-compared = **{ $title }**, versie { $version }
content-no-change = Er is geen woord veranderd.
content-diff = { $added } erbij (**vet**), { $removed } eruit (~~doorgestreept~~):
content-diff-cut = Er is meer dan hier past.
change-added = toegevoegd
change-changed = gewijzigd
change-removed-kind = verwijderd
change-back = terug naar versie { $version }
button-history = Geschiedenis
button-remove-article = Verwijderen
button-back-to-version = Terug naar versie { $version }
content-nothing-to-export = Deze server heeft nog geen eigen artikelen.
content-no-article = Zo'n artikel heeft deze server niet. `/content list` toont welke er zijn.
content-no-version = Zo'n versie is er niet, of het artikel is daarin verwijderd. `/content history` toont welke er zijn.
content-exported = { $count ->
    [one] Hier is het.
   *[other] Hier zijn alle { $count } artikelen, elk als Markdown-bestand.
}
draft-overtaken-removed = **Nog niet goedgekeurd**: { $who } heeft dat artikel intussen verwijderd (versie { $version }). Keur het nog eens goed om het met deze tekst terug te zetten.
draft-overtaken-changed = **Nog niet goedgekeurd**: { $who } heeft dat artikel intussen gewijzigd. Vergelijk versie { $version } in `/content history`; keur het nog eens goed om die door deze tekst te vervangen.
draft-new = een nieuw artikel
draft-replaces = vervangt versie { $version }
draft-size = { $sections } en { $passages }
count-sections = { $count ->
    [one] { $count } sectie
   *[other] { $count } secties
}
draft-no-heading = (vóór de eerste kop)
draft-sections = Secties
draft-left-out = Weggelaten
draft-problems = Te verbeteren
draft-duplicates = Mogelijk dubbel
draft-duplicate = { $heading }: { $percent } % staat al in “{ $title }”
draft-attached = Het bijgevoegde bestand is de tekst zoals die zou worden opgeslagen. Niemand ziet hem voordat je hem goedkeurt; concepten worden na een dag verwijderd.
draft-dropped = { $reason }: { $lines }, zoals “{ $example }”
count-lines = { $count ->
    [one] { $count } regel
   *[other] { $count } regels
}
draft-problem-line = regel { $line }: { $what }
button-approve = Goedkeuren
button-cancel = Annuleren
draft-gone = Dat concept is er niet meer: het is goedgekeurd of geannuleerd, of het is ouder dan een dag. Voeg het opnieuw toe.
draft-cancelled = Geannuleerd. Er is niets veranderd.
changed-meanwhile = Iemand anders heeft dat artikel intussen gewijzigd, dus ik heb niets veranderd. Bekijk het en probeer het opnieuw.
upload-refused = Dat kan ik niet aannemen.
upload-endings = Ik neem .md-, .txt-, .html-, .docx- en .pdf-bestanden aan.
upload-elsewhere = Het komt niet van waar Discord bestanden bewaart, dus ik heb het niet opgehaald.
upload-gone = Discord heeft het niet meer. Stuur het opnieuw.
upload-unreachable = Ik kon het niet bij Discord ophalen. Probeer het zo nog eens.
upload-no-article = Er zit geen artikel in.
upload-too-long = Het levert { $passages } passages op, en een artikel mag er { $most } hebben. Splits het in meerdere artikelen.
upload-too-many = Deze server heeft { $most } artikelen; meer mogen het er niet zijn.
upload-too-many-drafts = Er wachten al { $most } concepten op goedkeuring. `/content list` toont ze: keur er eerst een paar goed of annuleer ze.
upload-library-full = De artikelen van deze server zouden samen meer dan { $most } MiB zijn, en dat is het maximum.
upload-too-large = Het is groter dan { $most } MiB. Splits het in meerdere artikelen.
upload-empty = Er staat niets in.
upload-not-text = Wat de naam ook zegt, het is iets anders: { $kind }.
upload-unreadable = Ik kan het niet lezen: { $what }.
upload-line = Regel { $line }: { $what }.
dropped-navigation = navigatie
dropped-contents = lijst met koppen van de pagina zelf
dropped-related = titels van andere pagina's of producten
dropped-sharing = knoppen om te delen en te volgen
dropped-comments = reactieformulier
dropped-newsletter = nieuwsbriefformulier
dropped-cookies = cookiemelding
dropped-credit = fotocredit
dropped-caption = bijschrift
dropped-contact = adres, telefoon, e-mail of website
dropped-promotion = reclame voor de eigen site
dropped-legal = juridische mededeling
dropped-byline = auteur, dag of leestijd
dropped-teaser = gepraat over de pagina zelf
dropped-asker = woorden van de vraagsteller, die geen antwoord zijn
dropped-empty-heading = kop zonder iets eronder
dropped-outside = buiten de hoofdtekst
dropped-outside-link = link buiten de hoofdtekst
audit-target-gaps = open vragen
audit-target-all = alle artikelen
audit-target-own = de eigen artikelen van deze server
audit-target-shared = gedeeld door alle servers

## What is wrong in a file

problem-unreadable = kan niet gelezen worden: { $error }
problem-too-large = groter dan { $most } MiB; splits het in meerdere artikelen
problem-empty = leeg
problem-nested-too-deep = mappen die dieper dan { $most } niveaus liggen, worden niet gelezen
problem-linked-folder = een link naar een map wordt niet gevolgd; zet de bestanden hier, of links naar de bestanden
problem-link-outside = een link die buiten de inhoudsmap wijst, wordt niet gevolgd; zet het bestand hier
problem-not-regular-file = geen gewoon bestand
problem-unread-format = { $count ->
    [one] { $count } bestand ({ $files }) wordt niet gelezen, omdat het op `{ $ending }` eindigt
   *[other] { $count } bestanden ({ $files }) worden niet gelezen, omdat ze op `{ $ending }` eindigen
}
problem-unread-beside = { $count ->
    [one] { $count } bestand ({ $files }) wordt niet gelezen, omdat er een map `articles` is: alleen wat daarin staat, wordt gelezen
   *[other] { $count } bestanden ({ $files }) worden niet gelezen, omdat er een map `articles` is: alleen wat daarin staat, wordt gelezen
}
problem-left-out = { $count ->
    [one] { $count } regel weggelaten ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` toont hem
   *[other] { $count } regels weggelaten, de eerste ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` toont ze allemaal
}
problem-same-id = een ander artikel heeft de id `{ $id }`; dit artikel heeft `{ $unique }`
problem-same-slug = een ander artikel heeft de naam `{ $slug }`
problem-no-such-article = er is geen artikel `{ $slug }`
problem-no-such-section = `{ $slug }` heeft geen sectie `{ $anchor }`
problem-toml = geen geldige TOML: { $error }
problem-invalid-reference = bron `{ $key }`: { $error }
problem-calibration = onleesbaar: { $error }; de meegeleverde kalibratie wordt gebruikt; maak een nieuwe met `engram eval --fit`
problem-empty-value = `{ $key }` is leeg: laat het liever weg
problem-control-character = `{ $key }` bevat een regeleinde of een stuurteken: er wordt één regel verwacht
problem-value-too-long = `{ $key }` heeft { $chars } tekens, het maximum is { $most }
problem-too-many-examples = `examples` heeft { $number } vragen, het maximum is { $most }
problem-no-language-code = `language` is { $code }: er wordt een code zoals en, de of pt-BR verwacht
problem-front-matter-unclosed = de kopgegevens beginnen met `+++` en worden nergens afgesloten; het bestand is onvolledig
problem-front-matter = kopgegevens: { $error }
problem-foreign-front-matter = de kopgegevens zijn onleesbaar: { $error }
problem-no-title = in de kopgegevens ontbreekt de titel (`title`)
problem-no-text = na de kopgegevens komt geen tekst
problem-nothing-left = na het opschonen blijft er geen tekst over
problem-only-links = alleen links naar andere pagina's, zoals in een menu; neem liever die pagina's
problem-no-sentence = er staat geen enkele zin in; misschien is het een menu en geen tekst
problem-bare-heading = onder de kop `{ $heading }` staat geen tekst; misschien is het bestand onvolledig
problem-unknown-reference = de bron `{ $key }` staat niet in `references.toml`
problem-malformed-link = `with = "{ $with }"` heeft niet de vorm `article#section`
problem-picture = een afbeelding kan niet getoond worden
problem-named-picture = een afbeelding kan niet getoond worden: { $name }
problem-element = `{ $name }` kan niet getoond worden
problem-comment-unclosed = een opmerking begint met `<!--` en wordt nergens afgesloten: alles daarna blijft verborgen
problem-unknown-grade = onbekende beoordeling `{ $grade }`: `strong`, `moderate`, `contested` of `practical` wordt verwacht
problem-unknown-note = `{ $note }` is onleesbaar: `grade: WORD` of `refs: KEY, KEY` wordt verwacht
problem-damaged-document = een beschadigd document; open het in een tekstverwerker en sla het opnieuw op
problem-document-without-text = een document zonder tekst
problem-encrypted-document = een document met een wachtwoord; sla het zonder op
problem-not-docx = geen DOCX-document; sla het op als DOCX of als tekst
problem-pdf-without-program = een pdf, die alleen het programma `engram` zelf kan lezen
problem-pdf-outside-unix = een pdf, die ik alleen op Unix kan lezen
problem-pdf-without-text = een pdf zonder tekst, zoals gescande pagina's; haal er eerst tekstherkenning overheen
problem-pdf-without-process = een pdf die niet gelezen kon worden: geen proces ervoor: { $error }
problem-pdf-failed = een pdf die niet gelezen kon worden: { $error }
problem-encrypted-pdf = een pdf met een wachtwoord; sla hem zonder op
problem-damaged-pdf = een beschadigde pdf; open hem en sla hem opnieuw op
problem-pdf-too-costly = een pdf die meer geheugen of tijd nodig heeft dan mag (1 GiB, 20 s); print hem naar een nieuwe pdf, of sla de tekst op
problem-not-its-encoding = niet in { $encoding }, hoewel het begin dat zegt; sla het op als UTF-8
problem-binary = binair, geen tekst
problem-control-characters = bevat tekens die alleen programma's gebruiken; het is binair, geen tekst
problem-cut-off = midden in een teken afgebroken; het bestand is onvolledig
problem-not-utf8 = geen UTF-8; sla het op als UTF-8
problem-no-encoding = geeft geen codering aan; sla het op als UTF-8
problem-wrong-encoding = geeft de codering { $declared } aan, maar is anders gecodeerd; sla het op als UTF-8
problem-guessed-encoding = geeft geen codering aan; gelezen als { $encoding }: controleer letters met accenten
problem-read-in-other-encoding = geeft de codering { $declared } aan, maar is anders gecodeerd; gelezen als { $encoding }: controleer letters met accenten
file-kind-zip = een archief (ZIP, of een document daarin)
file-kind-archive = een archief ({ $format })
file-kind-program = een programma
file-kind-script = een script
file-kind-pdf = een pdf
file-kind-rtf = een document van een tekstverwerker (RTF)
file-kind-document = een document van een tekstverwerker
file-kind-picture = een afbeelding
file-kind-picture-or-recording = een afbeelding of een opname
file-kind-recording = een opname
file-kind-database = een database

## Rebuilding an index

rebuild-running = Ik bouw de index opnieuw op. Ondertussen antwoord ik uit de oude.
rebuild-own-running = Ik bouw de index van deze server opnieuw op …
rebuild-reading = Artikelen: { $done } van { $total }
rebuild-encoding = Passages verwerkt: { $done } van { $total }
rebuild-writing = Passages weggeschreven: { $done } van { $total }
rebuild-done = Klaar in { $seconds } s: { $articles }, { $passages }.
count-articles = { $count ->
    [one] { $count } artikel
   *[other] { $count } artikelen
}
count-passages = { $count ->
    [one] { $count } passage
   *[other] { $count } passages
}
rebuild-new = Nieuw
rebuild-changed = Gewijzigd
rebuild-removed = Verwijderd
rebuild-nothing = Er is niets veranderd.
rebuild-gaps-closed = { $count ->
    [one] { $count } vraag zonder antwoord heeft er nu een; ik heb hem afgehandeld.
   *[other] { $count } vragen zonder antwoord hebben er nu een; ik heb ze afgehandeld.
}
rebuild-problems = Te verbeteren ({ $count })
rebuild-failed = Dat is niet gelukt. Ik antwoord nog steeds uit de oude index.
rebuild-waits = Het lukte nu niet om de index opnieuw op te bouwen, dus ik antwoord nog uit de oude. Ik probeer het vanzelf nog eens.
change-approved = { $title } is goedgekeurd.
change-approved-version = { $title } is goedgekeurd als versie { $version }.
change-removed = { $title } is verwijderd.
change-rolled-back = { $title } staat weer op versie { $to }, opgeslagen als versie { $version }.
change-saved = Het is opgeslagen.
button-bring-back = Terugzetten

## Small talk

greeting = Hoi! Stel me een vraag, dan zoek ik hem op in de artikelen.
greeting-about = Hoi! Vraag me iets over { $subject }.
thanks = Graag gedaan!
goodbye = Doei, en kom terug met vragen!
about-the-bot = Ik ben { $name }. Ik zoek je vraag op in een verzameling artikelen en laat je zien wat er staat, woord voor woord, met de bron. Waar ze geen antwoord hebben, zeg ik dat. Vraag het in je eigen woorden.
about-the-bot-on = Ik ben { $name }. Ik zoek je vraag op in een verzameling artikelen over { $subject } en laat je zien wat er staat, woord voor woord, met de bron. Waar ze geen antwoord hebben, zeg ik dat. Vraag het in je eigen woorden.
reaction = Vraag maar raak wanneer je wilt.
unhappy = Jammer dat dit niet hielp. Probeer andere woorden of een kortere vraag: ik vind alleen wat in de artikelen staat.
unhappy-on = Jammer dat dit niet hielp. Probeer andere woorden of een kortere vraag: ik vind alleen wat in de artikelen over { $subject } staat.
ask-something = Vraag me iets, in je eigen woorden.
ask-something-example = Vraag me iets, bijvoorbeeld: { $example }?

## Settings

settings-title = Instellingen
setting-channels-how-chosen = Elders antwoord ik privé, en op vermeldingen helemaal niet. Is er geen kanaal gekozen, dan antwoord ik in { $channels }.
setting-cooldown-how = Hoe snel dezelfde persoon weer mag vragen.
setting-forums = Forums waar ik nieuwe berichten uit mezelf beantwoord
setting-forums-how = Eén keer per nieuw bericht, en alleen als ik zeker ben. Ik lees de titel en, als Discord het toelaat, het eerste bericht.
setting-roles-locked = Alleen leden met ‘Server beheren’ kunnen dit wijzigen.
menu-all-channels = Alle kanalen
menu-no-forum = Geen forum
menu-no-role = Alleen leden met ‘Server beheren’
choice-for-everyone = Voor iedereen in het kanaal
choice-for-asker = Alleen voor wie vraagt
choice-careful = Voorzichtig
choice-careful-means = Minder antwoorden en minder foute: vanaf { $percent } % zeker
choice-balanced = Evenwichtig
choice-balanced-means = De standaard: vanaf { $percent } % zeker
choice-generous = Ruimhartig
choice-generous-means = Meer antwoorden en meer foute: vanaf { $percent } % zeker
button-audit = Logboek
count-minutes = { $count ->
    [one] { $count } minuut
   *[other] { $count } minuten
}

## Articles of a server: adding, editing, drafts, search

command-content-edit = De tekst van een artikel wijzigen
command-content-drafts = Wat op goedkeuring wacht
command-content-list-search = Alleen artikelen met deze woorden in de titel
modal-add = Artikelen toevoegen
modal-edit = Een artikel bewerken
modal-files = Bestanden
field-files = Hoogstens tien bestanden (.md, .txt, .html, .docx, .pdf), elk een eigen artikel
modal-title = Of een titel
field-title = De titel van een artikel dat je hieronder typt
modal-text = Tekst
field-text = Markdown mag: maak van elke kop een vraag
field-edit = In Markdown. Je ziet een voorbeeld voordat er iets verandert.
add-nothing = Er was niets om toe te voegen: kies een bestand of typ een tekst.
edit-too-long = **{ $title }** is te lang om hier te bewerken. Wijzig het bijgevoegde bestand en upload het met `/content add`.
edit-no-change = De tekst is hetzelfde gebleven, dus ik heb niets veranderd.
drafts-none = Er wachten geen concepten op goedkeuring.
drafts-waiting = { $count ->
    [one] **{ $count } concept wacht op goedkeuring.**
   *[other] **{ $count } concepten wachten op goedkeuring.**
}
menu-open-draft = Een concept openen
choice-new-article = Een nieuw artikel
choice-replaces = Vervangt versie { $version }
button-drafts = Alle concepten
button-edit = Bewerken
list-found = { $count ->
    [one] { $count } artikel past bij ‘{ $words }’.
   *[other] { $count } artikelen passen bij ‘{ $words }’.
}
list-narrow = Er zijn er meer dan hier passen. Voeg een woord toe om er minder te zien.

## First use in a server

welcome = Hoi, leuk dat ik erbij mag zijn! Ik beantwoord vragen met letterlijke citaten uit een verzameling artikelen, elk met bron. Vraag met `/ask`, of vermeld me. Beheerders kiezen mijn kanalen in `/settings` en kunnen met `/content add` eigen artikelen toevoegen.
welcome-about = Hoi, leuk dat ik erbij mag zijn! Ik beantwoord vragen over { $subject } met letterlijke citaten uit een verzameling artikelen, elk met bron. Vraag met `/ask`, of vermeld me. Beheerders kiezen mijn kanalen in `/settings` en kunnen met `/content add` eigen artikelen toevoegen.
