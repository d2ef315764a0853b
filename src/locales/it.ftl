### What the bot says, in Italian. en.ftl explains the keys.

## Descriptions of commands and options

command-ask = Fai una domanda e ricevi citazioni esatte dagli articoli
command-ask-about = Chiedi di { $subject }: citazioni esatte dagli articoli
command-ask-question = La tua domanda, con parole tue
command-ask-private = Mostra la risposta solo a te
command-articles = Sfoglia e leggi gli articoli
command-articles-article = L'articolo da aprire
command-help = Che cosa so fare e come chiedere
command-privacy = Che cosa conservo su di te: vedilo o cancellalo
command-about = Versione, età dell'indice, licenze delle fonti

command-content = Gestisci gli articoli di questo server
command-content-add = Aggiungi o sostituisci un articolo: carica un file o scrivilo
command-content-add-file = Un file .md, .txt, .html, .docx o .pdf; senza file, scrivi l'articolo
command-content-list = Gli articoli di questo server e le bozze da approvare
command-content-show = Leggi un articolo salvato o una sua versione precedente
command-content-history = Le versioni di un articolo: chi, quando e che cosa è cambiato
command-content-remove = Rimuovi un articolo; si può ripristinare
command-content-rollback = Torna a una versione precedente di un articolo
command-content-export = Scarica un articolo, o tutti, come file Markdown
command-content-article = L'articolo
command-content-version = Il numero della versione

command-reindex = Ricostruisci l'indice; intanto rispondo con quello vecchio
command-reindex-library = Quali articoli; se non lo dici, quelli di questo server
choice-library-own = quelli di questo server
choice-library-shared = quelli condivisi da tutti (nel server principale)

command-gaps = Domande a cui gli articoli non avevano una buona risposta
command-gaps-list = Scorrile, raggruppate per somiglianza, e insegnami
command-gaps-teach = Indica la sezione che risponde a una domanda
command-gaps-teach-question = Una delle domande in attesa di risposta
command-gaps-teach-section = La sezione con la risposta, dal titolo
command-gaps-taught = Che cosa mi è stato insegnato qui e come annullarlo
command-gaps-export = Tutte in un file CSV

command-stats = Quanto si è chiesto qui e come è stato risposto
command-stats-days = Quanti giorni indietro; se non lo dici, 30

command-settings = Come mi comporto in questo server

## What went wrong, or has to wait

fault = Scusa, qualcosa è andato storto da parte mia. Se succede di nuovo, dai questo codice a chi gestisce il bot: `{ $code }`
busy = Sto ricevendo tantissime domande e non riesco a stare al passo. Riprova tra un minuto.
slow-down-person = Un po' più piano, per favore.
slow-down-channel = In questo canale si sta chiedendo molto in questo momento.
slow-down-guild = In questo server si sta chiedendo molto in questo momento.
try-again-seconds = { $seconds ->
    [one] Riprova tra un secondo.
   *[other] Riprova tra { $seconds } secondi.
}
try-again-minutes = { $minutes ->
    [one] Riprova tra un minuto.
   *[other] Riprova tra { $minutes } minuti.
}
stale = Quel pulsante non è più valido. Fai di nuovo la domanda.
private-answer-not-sent = Preferisco risponderti in privato, ma non è stato possibile mandarti un messaggio diretto. Usa `/ask` qui e solo tu vedrai la risposta.
unknown-command = Non ho più quel comando. `/help` mostra che cosa so fare.
no-text = Quel messaggio non ha testo che io possa cercare.
share-elsewhere = In questo canale rispondo solo in privato, quindi non posso condividerlo qui.
store-unavailable = Il mio database non è disponibile. Non è stato cambiato nulla e posso ancora rispondere alle domande. Riprova tra poco.
denied-outside-guild = Funziona solo in un server, per chi lo gestisce.
denied-elsewhere = Gli articoli condivisi si possono gestire solo nel mio server principale.
denied-not-manager = Per questo ti serve il permesso “Gestisci server”, o un ruolo autorizzato in `/settings`.
denied-not-server-manager = Per questo ti serve il permesso “Gestisci server”.

## Votes

vote-helpful = Mi fa piacere che ti sia stato utile.
vote-not-helpful = Grazie per avermelo detto. Così si vede dove gli articoli sono carenti.

## /help

help-intro = Rispondo alle domande con **citazioni esatte** dagli articoli, ognuna con la sua fonte. Se non hanno una risposta, lo dico.
help-intro-about = Rispondo alle domande su { $subject } con **citazioni esatte** dagli articoli, ognuna con la sua fonte. Se non hanno una risposta, lo dico.
help-examples = **Prova una di queste**:
help-ask = **Chiedi** con { $ask }, menzionandomi, rispondendomi (ricordo la tua ultima domanda), con un messaggio diretto o con **App › Find an answer** su qualsiasi messaggio.
help-read-on = **Continua a leggere** con i pulsanti: altri passaggi, il testo intorno alla citazione, le fonti.
help-browse = **Sfoglia** con { $articles }.
help-vote = **Dimmi** se ti è stato utile: così si vede dove gli articoli sono carenti.
help-more = { $privacy } dice che cosa conservo, { $about } dice che cosa sono.

## /privacy

privacy-read = **Che cosa leggo**: quello che mi chiedi; e con **Find an answer**, o quando mi menzioni senza domanda in una risposta, quel solo messaggio. Il suo testo non lo conservo mai. Nei forum scelti per questo leggo anche i nuovi post, e non li conservo. Non leggo nessun altro messaggio.
privacy-keep = **Che cosa conservo**: una domanda a cui gli articoli non avevano una buona risposta, per { $gap_days } giorni, così che possano migliorare, insieme a ciò che secondo te mancava; i tuoi voti sulle risposte, per { $vote_days } giorni; e per { $answer_days } giorni quale mio messaggio risponde a quale tuo, così che modificare o eliminare una domanda faccia lo stesso con la risposta. Tutto è archiviato sotto uno pseudonimo, mai sotto il tuo nome; solo chi mi gestisce ha la chiave. Le domande a cui ho risposto bene sono contate, non conservate; i conteggi spariscono dopo { $count_days } giorni. Una domanda che i gestori mi hanno insegnato resta nel loro server finché non la annullano, senza nulla che porti a te. Il mio registro contiene ID e lunghezze, mai testo.
privacy-memory = Solo in memoria, finché non mi riavvio: quando hai chiesto l'ultima volta, così che nessuno mi sommerga.
privacy-servers = **Per i server**: i loro articoli (ogni versione con chi l'ha salvata) e le loro impostazioni e, per { $audit_days } giorni, un registro di chi ha cambiato che cosa. { $grace_days } giorni dopo che vengo rimosso da un server tutto viene eliminato, anche domande e voti; se mi aggiungono di nuovo prima, resta tutto.
privacy-nothing = In questo momento non conservo nulla su di te.
privacy-no-questions = In questo momento non conservo domande o voti tuoi.
privacy-yours = **Di tuo in questo momento**: { $what }.
count-questions = { $count ->
    [one] { $count } domanda
   *[other] { $count } domande
}
count-votes = { $count ->
    [one] { $count } voto
   *[other] { $count } voti
}
count-answered-messages = { $count ->
    [one] { $count } messaggio con risposta
   *[other] { $count } messaggi con risposta
}
privacy-managers = Quello che hai fatto come gestore resta nei registri di quei server e non viene eliminato qui.
button-delete-mine = Elimina i miei dati
forgotten = Eliminato: non conservo più nessuna tua domanda né voto. Quello che i gestori mi hanno insegnato dalle tue domande resta nel loro server, senza nulla che porti a te; quello che hai fatto come gestore resta nei registri di quei server.

## /about

about-intro = **{ $name }** risponde con citazioni esatte da { $articles ->
    [one] { $articles } articolo
   *[other] { $articles } articoli
}. Non usa alcun modello linguistico che scriva testo e non chiama altri servizi.
about-intro-on = **{ $name }** risponde con citazioni esatte da { $articles ->
    [one] { $articles } articolo
   *[other] { $articles } articoli
} su { $subject }. Non usa alcun modello linguistico che scriva testo e non chiama altri servizi.
about-read = Ultima lettura degli articoli: { $when }.
about-license = Licenza degli articoli: { $license }
articles-language = { $language ->
    [ar] Gli articoli sono in arabo.
    [cs] Gli articoli sono in ceco.
    [da] Gli articoli sono in danese.
    [de] Gli articoli sono in tedesco.
    [en] Gli articoli sono in inglese.
    [es] Gli articoli sono in spagnolo.
    [fi] Gli articoli sono in finlandese.
    [fr] Gli articoli sono in francese.
    [it] Gli articoli sono in italiano.
    [ja] Gli articoli sono in giapponese.
    [ko] Gli articoli sono in coreano.
    [nl] Gli articoli sono in olandese.
    [no] Gli articoli sono in norvegese.
    [pl] Gli articoli sono in polacco.
    [pt] Gli articoli sono in portoghese.
    [ru] Gli articoli sono in russo.
    [sv] Gli articoli sono in svedese.
    [tr] Gli articoli sono in turco.
    [uk] Gli articoli sono in ucraino.
    [zh] Gli articoli sono in cinese.
   *[other] Lingua degli articoli: { $language }.
}

## /articles

articles-none = Non ci sono ancora articoli.
menu-open-article = Apri un articolo
button-all-articles = Tutti gli articoli
menu-read-section = Leggi una sezione
articles-by = di { $authors }
articles-updated = aggiornato il { $day }
articles-part = parte { $part } di { $parts }
button-previous = Precedente
button-next = Successiva
page-of = { $page } di { $pages }

## /settings

setting-channels = Canali in cui rispondo
setting-channels-how = Altrove rispondo in privato, e alle menzioni per niente. Se non scegli nessun canale, rispondo in tutti.
setting-private = Risposte a `/ask`
setting-private-how = Chi chiede può scegliere diversamente ogni volta.
setting-sure = Quanto devo essere sicuro per rispondere
setting-sure-how = Al di sotto offro dei titoli o dico che non c'è risposta.
setting-cooldown = Una persona può chiedere di nuovo dopo
setting-roles = Chi mi gestisce
setting-default = { $value } (predefinito)
setting-roles-shown = Discord mostra i miei comandi di gestione solo ai membri con “Gestisci server”. Per mostrarli anche ad altri: Impostazioni server › Integrazioni › il mio nome.
setting-everyone = Non posso farmi gestire da tutti. Scegli un ruolo dato ai pochi che devono farlo, o dai loro “Gestisci server”.
setting-unusable = Quel valore non si può usare. Non ho cambiato nulla.
count-seconds = { $count ->
    [one] { $count } secondo
   *[other] { $count } secondi
}
count-more = altri { $count }
audit-none = Nessuno ha ancora cambiato nulla.
audit-added = ha aggiunto un articolo
audit-changed = ha modificato un articolo
audit-removed = ha rimosso un articolo
audit-rolled-back = ha ripristinato una versione precedente
audit-exported = ha esportato
audit-reindexed = ha ricostruito l'indice
audit-taught = mi ha insegnato qualcosa
audit-untaught = ha annullato qualcosa che mi era stato insegnato
audit-solved = ha segnato delle domande come risolte
audit-setting = ha cambiato un'impostazione

## /stats

stats-questions = { $count ->
    [one] **{ $count } domanda**
   *[other] **{ $count } domande**
}
stats-days = { $count ->
    [one] in { $count } giorno
   *[other] in { $count } giorni
}
stats-answered = con risposta: { $count } ({ $percent })
stats-not-sure = non sicure: { $count } ({ $percent })
stats-no-answer = senza risposta: { $count } ({ $percent })
stats-bars = █ con risposta, ░ senza risposta
stats-votes = { $votes ->
    [one] **{ $votes } voto**
   *[other] **{ $votes } voti**
}: { $helpful } utili ({ $percent }), { $other } no
stats-sections = Le sezioni che hanno risposto di più

## What came of a question

nothing = Gli articoli non hanno una risposta.
unknown-words = Non ho trovato nessuna di queste parole. Prova con altre.
closest = Non sono sicuro di avere la risposta. Gli argomenti più vicini:
not-covered = Gli articoli non ne parlano.
not-covered-label = Gli articoli non ne parlano ({ $label }).
not-covered-who = Gli articoli non ne parlano ({ $label }). Forse può aiutarti: { $who }.
heading-related = Domande correlate:
heading-perhaps = Forse ti aiuta uno di questi:
heading-closest = Gli argomenti più vicini:
understood-as = Inteso come: { $question }
disagreement-contradicts = Un altro passaggio dice il contrario.
disagreement-qualifies = C'è un limite a questo.

## The answer card

button-page-back = ◀ Indietro
button-page-next = Avanti ▶
button-read-on = Continua a leggere
button-context = Contesto
button-less-context = Meno contesto
button-sources = Fonti
button-helpful = Utile
button-not-helpful = Non utile
button-read-article = Leggi l'articolo
button-share = Condividi
button-remove-answer = Rimuovi
button-read-in-full = Leggi tutto
menu-related = Domande correlate
menu-read-one = Leggi uno di questi
menu-closest = Gli argomenti più vicini
answer-changed = Gli articoli sono cambiati nel frattempo. Ecco che cosa dicono ora.
answer-copy = Solo chi ha fatto la domanda può sfogliare quella risposta, quindi ecco la tua copia.
answer-following-up = In seguito a
answer-from-message = Cercato a partire da un messaggio, di cui non conservo il testo
answer-quoted-as-written = Li cito parola per parola.
answer-not-yours = Solo chi ha fatto la domanda può rimuovere quella risposta.
sources-none = Questa sezione non cita fonti.
sources-works = Su che cosa si basa questa sezione:
sources-link = link
modal-missing = Che cosa mancava?
modal-missing-what = Che cosa volevi sapere? (facoltativo)
placeholder-missing = Lo legge chi cura gli articoli.

## How sure the evidence is

evidence-strong = prove solide
evidence-moderate = prove moderate
evidence-contested = controverso
evidence-practical = consiglio pratico
evidence-strong-meaning = diversi buoni studi sulle persone concordano
evidence-moderate-meaning = studi pochi, piccoli o indiretti
evidence-contested-meaning = gli studi o gli esperti non sono d'accordo
evidence-practical-meaning = sensato, poco verificato
evidence-and-meaning = { $evidence }: { $meaning }

## /gaps

gaps-none = Nessuna lacuna aperta: ogni domanda qui ha avuto una risposta, o nessuno ha ancora chiesto nulla.
gaps-summary = { $kinds }, { $questions } in tutto. Prima i gruppi più grandi.
count-kinds = { $count ->
    [one] { $count } tipo di domanda
   *[other] { $count } tipi di domande
}
gaps-why-nothing = { $count } senza risposta
gaps-why-closest = { $count } non sicure
gaps-why-not-helpful = { $count } con una risposta non utile
gaps-last = ultima: { $when }
gaps-missing = mancava: { $what }
gaps-no-section = Nessuna sezione si avvicina.
gaps-near-sections = Le sezioni più vicine:
gaps-other-questions = altre domande
gaps-no-such-section = Non conosco quella sezione. Scrivi una parte del titolo e scegli uno dei suggerimenti.
gap-gone = Quella domanda è già chiusa. `/gaps list` mostra quelle aperte.
menu-gap = Guardane una
menu-teach-section = Risponde questa sezione
menu-teach-not-covered = Gli articoli non ne parlano
button-mark-solved = Segna come risolta
button-all-questions = Tutte le domande
gaps-solved = { $count ->
    [one] { $count } domanda segnata come risolta.
   *[other] { $count } domande segnate come risolte.
}
gaps-left = { $count ->
    [one] { $count } simile resta aperta.
   *[other] { $count } simili restano aperte.
}
taught-wording = Imparato: a «{ $question }» risponde la sezione che hai scelto.
taught-not-covered = Imparato: gli articoli non parlano di «{ $question }».
taught-like = { $count ->
    [one] Lo stesso vale per { $count } domanda simile.
   *[other] Lo stesso vale per { $count } domande simili.
}
taught-in-effect = Vale da subito.
taught-later = È salvato e varrà quando l'indice sarà ricostruito.
taught-closed = { $count ->
    [one] { $count } domanda chiusa.
   *[other] { $count } domande chiuse.
}
taught-undo = Con `/gaps taught` si può annullare.
untaught = Annullato.
untaught-later = Annullato. Varrà quando l'indice sarà ricostruito.
taught-none = Qui non mi è ancora stato insegnato nulla. `/gaps list` mostra che cosa si può insegnarmi.
taught-entry = { $what } · { $when } da { $who }
taught-answered-by = risponde { $section }
taught-under = non trattato: { $label }
menu-undo = Annullane una
gaps-nothing-to-export = Niente da esportare: nessuna domanda aspetta una risposta.
gaps-exported = { $count ->
    [one] Ecco { $count } domanda.
   *[other] Ecco { $count } domande.
}

## /content

content-none = Questo server non ha ancora articoli propri. `/content add` accetta un file o apre una finestra per scriverne uno.
content-entry = versione { $version }, { $when } da { $who }
content-shown = versione { $version } di { $newest }, { $change } { $when } da { $who }
content-file = { $words }. Il file allegato è il testo salvato.
count-words = { $count ->
    [one] { $count } parola
   *[other] { $count } parole
}
menu-see-version = Guarda che cosa ha cambiato una versione
content-version-name = Versione { $version }
content-version-line = **{ $version }** { $change } { $when } da { $who }
content-compared = **{ $title }**, versione { $version }
content-no-change = Non è cambiata nessuna parola.
content-diff = Aggiunto: { $added } (**in grassetto**); tolto: { $removed } (~~barrato~~):
content-diff-cut = C'è più di quanto stia qui.
change-added = aggiunto
change-changed = modificato
change-removed-kind = rimosso
change-back = di nuovo alla versione { $version }
button-history = Cronologia
button-remove-article = Rimuovi
button-back-to-version = Torna alla versione { $version }
content-nothing-to-export = Questo server non ha ancora articoli propri.
content-no-article = Questo server non ha questo articolo. `/content list` mostra quelli che ha.
content-no-version = Questa versione non c'è, o l'articolo vi è stato rimosso. `/content history` mostra quelle che ci sono.
content-exported = { $count ->
    [one] Eccolo.
   *[other] Ecco tutti i { $count } articoli, un file Markdown ciascuno.
}
draft-overtaken-removed = **Non ancora approvato**: { $who } ha rimosso quell'articolo nel frattempo (versione { $version }). Approva di nuovo per ripristinarlo con questo testo.
draft-overtaken-changed = **Non ancora approvato**: { $who } ha modificato quell'articolo nel frattempo. Confronta la versione { $version } in `/content history`; approva di nuovo per sostituirla con questo testo.
draft-new = un nuovo articolo
draft-replaces = sostituisce la versione { $version }
draft-size = { $sections } e { $passages }
count-sections = { $count ->
    [one] { $count } sezione
   *[other] { $count } sezioni
}
draft-no-heading = (prima del primo titolo)
draft-sections = Sezioni
draft-left-out = Tralasciato
draft-problems = Da correggere
draft-duplicates = Possibili doppioni
draft-duplicate = { $heading }: il { $percent } % è già in «{ $title }»
draft-attached = Il file allegato è il testo come verrebbe salvato. Nessuno lo vede finché non lo approvi, e le bozze vengono cancellate dopo un giorno.
draft-dropped = { $reason }: { $lines }, come «{ $example }»
count-lines = { $count ->
    [one] { $count } riga
   *[other] { $count } righe
}
draft-problem-line = riga { $line }: { $what }
button-approve = Approva
button-cancel = Annulla
draft-gone = Quella bozza non c'è più: è stata approvata o annullata, o ha più di un giorno. Aggiungila di nuovo.
draft-cancelled = Annullato. Non è cambiato nulla.
changed-meanwhile = Qualcun altro ha modificato quell'articolo nel frattempo, quindi non ho cambiato nulla. Dai un'occhiata e riprova.
upload-refused = Non posso accettarlo.
upload-endings = Accetto file .md, .txt, .html, .docx e .pdf.
upload-elsewhere = Non viene da dove Discord tiene i file, quindi non l'ho scaricato.
upload-gone = Discord non ce l'ha più. Mandalo di nuovo.
upload-unreachable = Per ora non è stato possibile scaricarlo da Discord. Riprova tra poco.
upload-no-article = Non contiene nessun articolo.
upload-too-long = Dà { $passages } passaggi, e un articolo può averne { $most }. Dividilo in più articoli.
upload-too-many = Questo server ha { $most } articoli, che è il massimo.
upload-too-many-drafts = Ci sono già { $most } bozze in attesa di approvazione. `/content list` le mostra: prima approvane o annullane qualcuna.
upload-library-full = Gli articoli di questo server supererebbero insieme { $most } MiB, che è il massimo.
upload-too-large = Supera { $most } MiB. Dividilo in più articoli.
upload-empty = È vuoto.
upload-not-text = Qualunque cosa dica il nome, è altro: { $kind }.
upload-unreadable = Non riesco a leggerlo: { $what }.
upload-line = Riga { $line }: { $what }.
dropped-navigation = navigazione
dropped-contents = elenco dei titoli della pagina stessa
dropped-related = titoli di altre pagine o prodotti
dropped-sharing = pulsanti per condividere e seguire
dropped-comments = modulo per i commenti
dropped-newsletter = modulo per la newsletter
dropped-cookies = avviso sui cookie
dropped-credit = credito di immagine
dropped-caption = didascalia
dropped-contact = indirizzo, telefono, e-mail o sito
dropped-promotion = promozione del proprio sito
dropped-legal = nota legale
dropped-byline = autore, giorno o tempo di lettura
dropped-teaser = discorsi sulla pagina stessa
dropped-asker = parole di chi chiede, che non sono una risposta
dropped-empty-heading = titolo senza nulla sotto
dropped-outside = fuori dal testo principale
dropped-outside-link = link fuori dal testo principale
audit-target-gaps = lacune
audit-target-all = tutti gli articoli
audit-target-own = quelli di questo server
audit-target-shared = quelli condivisi da tutti i server

## What is wrong in a file

problem-unreadable = non si può leggere: { $error }
problem-too-large = supera { $most } MiB; dividilo in più articoli
problem-empty = è vuoto
problem-nested-too-deep = le cartelle oltre { $most } livelli di profondità non vengono lette
problem-linked-folder = un collegamento a una cartella non viene seguito; metti qui i file, o collegamenti ai file
problem-link-outside = un collegamento che esce dalla cartella dei contenuti non viene seguito; metti qui il file
problem-not-regular-file = non è un file normale
problem-unread-format = { $count ->
    [one] { $count } file ({ $files }) non viene letto, perché finisce in `{ $ending }`
   *[other] { $count } file ({ $files }) non vengono letti, perché finiscono in `{ $ending }`
}
problem-unread-beside = { $count ->
    [one] { $count } file ({ $files }) non viene letto, perché c'è una cartella `articles`: si legge solo ciò che contiene
   *[other] { $count } file ({ $files }) non vengono letti, perché c'è una cartella `articles`: si legge solo ciò che contiene
}
problem-left-out = { $count ->
    [one] { $count } riga tralasciata ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` la mostra
   *[other] { $count } righe tralasciate, la prima ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` le mostra tutte
}
problem-same-id = un altro articolo ha l'identificatore `{ $id }`; questo ha `{ $unique }`
problem-same-slug = un altro articolo ha il nome `{ $slug }`
problem-no-such-article = non c'è nessun articolo `{ $slug }`
problem-no-such-section = `{ $slug }` non ha nessuna sezione `{ $anchor }`
problem-toml = non è TOML valido: { $error }
problem-invalid-reference = fonte `{ $key }`: { $error }
problem-calibration = illeggibile: { $error }; si usa la calibrazione inclusa nel programma; ricreala con `engram eval --fit`
problem-empty-value = `{ $key }` è vuoto: meglio toglierlo
problem-control-character = `{ $key }` contiene un a capo o un carattere di controllo: è prevista una sola riga
problem-value-too-long = `{ $key }` ha { $chars } caratteri, il massimo è { $most }
problem-too-many-examples = `examples` ha { $number } domande, il massimo è { $most }
problem-no-language-code = `language` è { $code }: è previsto un codice come en, de o pt-BR
problem-front-matter-unclosed = l'intestazione si apre con `+++` e non si chiude mai; il file è incompleto
problem-front-matter = intestazione: { $error }
problem-foreign-front-matter = l'intestazione è illeggibile: { $error }
problem-no-title = nell'intestazione manca il titolo (`title`)
problem-no-text = dopo l'intestazione non c'è testo
problem-nothing-left = dopo la pulizia non resta testo
problem-only-links = solo link ad altre pagine, come in un menu; usa piuttosto quelle pagine
problem-no-sentence = non c'è nemmeno una frase; forse è un menu e non un testo
problem-bare-heading = sotto il titolo `{ $heading }` non c'è testo; forse il file è incompleto
problem-unknown-reference = la fonte `{ $key }` non è in `references.toml`
problem-malformed-link = `with = "{ $with }"` non ha la forma `article#section`
problem-picture = un'immagine non può essere mostrata
problem-named-picture = un'immagine non può essere mostrata: { $name }
problem-element = `{ $name }` non può essere mostrato
problem-comment-unclosed = un commento si apre con `<!--` e non si chiude mai: tutto ciò che segue resta nascosto
problem-unknown-grade = valutazione sconosciuta `{ $grade }`: è previsto `strong`, `moderate`, `contested` o `practical`
problem-unknown-note = `{ $note }` è illeggibile: è previsto `grade: WORD` o `refs: KEY, KEY`
problem-damaged-document = un documento danneggiato; aprilo in un elaboratore di testi e salvalo di nuovo
problem-document-without-text = un documento senza testo
problem-encrypted-document = un documento con password; salvalo senza
problem-not-docx = non è un documento DOCX; salvalo come DOCX o come testo
problem-pdf-without-program = un PDF, che solo il programma `engram` stesso può leggere
problem-pdf-outside-unix = un PDF, che posso leggere solo su Unix
problem-pdf-without-text = un PDF senza testo, per esempio pagine scansionate; passalo prima al riconoscimento del testo
problem-pdf-without-process = un PDF che non è stato possibile leggere: nessun processo per leggerlo: { $error }
problem-pdf-failed = un PDF che non è stato possibile leggere: { $error }
problem-encrypted-pdf = un PDF con password; salvalo senza
problem-damaged-pdf = un PDF danneggiato; aprilo e salvalo di nuovo
problem-pdf-too-costly = un PDF che richiede più memoria o tempo del consentito (1 GiB, 20 s); stampalo in un nuovo PDF, o salvane il testo
problem-not-its-encoding = non è in { $encoding }, anche se l'inizio lo indica; salvalo in UTF-8
problem-binary = dati binari, non testo
problem-control-characters = contiene caratteri che usano solo i programmi; sono dati binari, non testo
problem-cut-off = tagliato a metà di un carattere; il file è incompleto
problem-not-utf8 = non è in UTF-8; salvalo in UTF-8
problem-no-encoding = non dichiara nessuna codifica; salvalo in UTF-8
problem-wrong-encoding = dichiara la codifica { $declared }, ma ne ha un'altra; salvalo in UTF-8
problem-guessed-encoding = non dichiara nessuna codifica; letto come { $encoding }: controlla le lettere accentate
problem-read-in-other-encoding = dichiara la codifica { $declared }, ma ne ha un'altra; letto come { $encoding }: controlla le lettere accentate
file-kind-zip = un archivio (ZIP, o un documento al suo interno)
file-kind-archive = un archivio ({ $format })
file-kind-program = un programma
file-kind-script = uno script
file-kind-pdf = un PDF
file-kind-rtf = un documento di un elaboratore di testi (RTF)
file-kind-document = un documento di un elaboratore di testi
file-kind-picture = un'immagine
file-kind-picture-or-recording = un'immagine o una registrazione
file-kind-recording = una registrazione
file-kind-database = un database

## Rebuilding an index

rebuild-running = Sto ricostruendo l'indice. Nel frattempo rispondo con quello vecchio.
rebuild-own-running = Sto ricostruendo l'indice di questo server …
rebuild-reading = Articoli: { $done } di { $total }
rebuild-encoding = Passaggi elaborati: { $done } di { $total }
rebuild-writing = Passaggi scritti: { $done } di { $total }
rebuild-done = Fatto in { $seconds } s: { $articles }, { $passages }.
count-articles = { $count ->
    [one] { $count } articolo
   *[other] { $count } articoli
}
count-passages = { $count ->
    [one] { $count } passaggio
   *[other] { $count } passaggi
}
rebuild-new = Nuovi
rebuild-changed = Modificati
rebuild-removed = Rimossi
rebuild-nothing = Non è cambiato nulla.
rebuild-gaps-closed = { $count ->
    [one] { $count } domanda senza risposta ora ce l'ha; ho chiuso la lacuna.
   *[other] { $count } domande senza risposta ora ce l'hanno; ho chiuso le lacune.
}
rebuild-problems = Da correggere ({ $count })
rebuild-failed = Non ha funzionato. Rispondo ancora con il vecchio indice.
rebuild-waits = Per ora non è stato possibile ricostruire l'indice, quindi rispondo ancora con quello vecchio. Riproverò da solo.
change-approved = { $title }: approvato.
change-approved-version = { $title }: approvato come versione { $version }.
change-removed = { $title }: rimosso.
change-rolled-back = { $title } è tornato alla versione { $to }, salvata come versione { $version }.
change-saved = È salvato.
button-bring-back = Ripristina

## Small talk

greeting = Ciao! Fammi una domanda e la cerco negli articoli.
greeting-about = Ciao! Chiedimi qualcosa su { $subject }.
thanks = Di niente!
goodbye = Ciao, e torna con altre domande!
about-the-bot = Sono { $name }. Cerco la tua domanda in una raccolta di articoli e ti mostro che cosa dicono, parola per parola, con la fonte. Se non hanno una risposta, lo dico. Chiedi con parole tue.
about-the-bot-on = Sono { $name }. Cerco la tua domanda in una raccolta di articoli su { $subject } e ti mostro che cosa dicono, parola per parola, con la fonte. Se non hanno una risposta, lo dico. Chiedi con parole tue.
reaction = Chiedi pure quando vuoi.
unhappy = Mi dispiace che non sia servito. Prova con altre parole o con una domanda più breve: trovo solo quello che c'è negli articoli.
unhappy-on = Mi dispiace che non sia servito. Prova con altre parole o con una domanda più breve: trovo solo quello che c'è negli articoli su { $subject }.
ask-something = Chiedimi qualcosa, con parole tue.
ask-something-example = Chiedimi qualcosa, per esempio: { $example }?

## Settings

settings-title = Impostazioni
setting-channels-how-chosen = Altrove rispondo in privato, e alle menzioni per niente. Se non scegli nessun canale, rispondo in { $channels }.
setting-cooldown-how = Dopo quanto la stessa persona può chiedere di nuovo.
setting-forums = Forum in cui rispondo da solo ai nuovi post
setting-forums-how = Una volta per ogni nuovo post, e solo se sono sicuro. Leggo il titolo e, se Discord me lo permette, il primo messaggio.
setting-roles-locked = Solo i membri con “Gestisci server” possono cambiarlo.
menu-all-channels = Tutti i canali
menu-no-forum = Nessun forum
menu-no-role = Solo i membri con “Gestisci server”
choice-for-everyone = Per tutti nel canale
choice-for-asker = Solo per chi chiede
choice-careful = Prudente
choice-careful-means = Meno risposte e meno errori: dal { $percent } % di certezza
choice-balanced = Equilibrato
choice-balanced-means = Predefinito: dal { $percent } % di certezza
choice-generous = Generoso
choice-generous-means = Più risposte e più errori: dal { $percent } % di certezza
button-audit = Registro
count-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minuti
}

## Articles of a server: adding, editing, drafts, search

command-content-edit = Modifica il testo di un articolo
command-content-drafts = Che cosa aspetta l'approvazione
command-content-list-search = Solo gli articoli con queste parole nel titolo
modal-add = Aggiungi articoli
modal-edit = Modifica un articolo
modal-files = File
field-files = Fino a dieci file .md, .txt, .html, .docx o .pdf, ognuno un articolo a sé
modal-title = Oppure un titolo
field-title = Il titolo di un articolo che scrivi qui sotto
modal-text = Testo
field-text = Puoi usare Markdown: fai di ogni titolo una domanda
field-edit = In Markdown. Vedi un'anteprima prima che cambi qualcosa.
add-nothing = Non c'era nulla da aggiungere: scegli un file o scrivi un testo.
edit-too-long = **{ $title }** è troppo lungo per modificarlo qui. Modifica il file allegato e caricalo con `/content add`.
edit-no-change = Il testo è rimasto uguale, quindi non ho cambiato nulla.
drafts-none = Nessuna bozza aspetta l'approvazione.
drafts-waiting = { $count ->
    [one] **{ $count } bozza aspetta l'approvazione.**
   *[other] **{ $count } bozze aspettano l'approvazione.**
}
menu-open-draft = Apri una bozza
choice-new-article = Un nuovo articolo
choice-replaces = Sostituisce la versione { $version }
button-drafts = Tutte le bozze
button-edit = Modifica
list-found = { $count ->
    [one] { $count } articolo corrisponde a “{ $words }”.
   *[other] { $count } articoli corrispondono a “{ $words }”.
}
list-narrow = Sono più di quanti ne entrano qui. Aggiungi una parola per vederne meno.

## First use in a server

welcome = Ciao, grazie per avermi aggiunto! Rispondo alle domande con citazioni esatte da una raccolta di articoli, ognuna con la sua fonte. Chiedi con `/ask`, o menzionami. Chi gestisce il server sceglie i miei canali in `/settings` e può aggiungere articoli propri con `/content add`.
welcome-about = Ciao, grazie per avermi aggiunto! Rispondo alle domande su { $subject } con citazioni esatte da una raccolta di articoli, ognuna con la sua fonte. Chiedi con `/ask`, o menzionami. Chi gestisce il server sceglie i miei canali in `/settings` e può aggiungere articoli propri con `/content add`.
