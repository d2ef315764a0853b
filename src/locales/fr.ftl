### What the bot says, in French. en.ftl explains the keys.

## Descriptions of commands and options

command-ask = Pose une question et reçois des citations exactes des articles
command-ask-about = Pose une question : { $subject }, citations exactes
command-ask-question = Ta question, avec tes propres mots
command-ask-private = N'afficher la réponse que pour toi
command-articles = Parcourir et lire les articles
command-articles-article = L'article à ouvrir
command-help = Ce que je sais faire et comment demander
command-privacy = Ce que je garde sur toi ; le voir ou le supprimer
command-about = Version, âge de l'index, licences des sources

command-content = Gérer les articles propres à ce serveur
command-content-add = Ajouter ou remplacer un article : envoie un fichier ou saisis le texte
command-content-add-file = Un fichier .md, .txt, .html, .docx ou .pdf ; sans fichier, tu saisis l'article
command-content-list = Les articles de ce serveur et les brouillons à approuver
command-content-show = Lire un article enregistré ou une version antérieure
command-content-history = Les versions d'un article : qui, quand et ce qui a changé
command-content-remove = Retirer un article ; il peut être restauré
command-content-rollback = Revenir à une version antérieure d'un article
command-content-export = Récupérer un article, ou tous, en fichiers Markdown
command-content-article = L'article
command-content-version = Le numéro de la version

command-reindex = Reconstruire l'index ; en attendant, je réponds avec l'ancien
command-reindex-library = Quels articles ; ceux de ce serveur par défaut
choice-library-own = ceux de ce serveur
choice-library-shared = ceux de tous les serveurs (sur le serveur d'origine)

command-gaps = Les questions auxquelles les articles n'avaient pas de bonne réponse
command-gaps-list = Les passer en revue, groupées par ressemblance, et m'apprendre
command-gaps-teach = Indiquer la section qui répond à une question
command-gaps-teach-question = Une des questions en attente de réponse
command-gaps-teach-section = La section qui contient la réponse, par son titre
command-gaps-taught = Ce qu'on m'a appris ici, et comment l'annuler
command-gaps-export = Toutes dans un fichier CSV

command-stats = Combien de questions ici, et comment j'y ai répondu
command-stats-days = Nombre de jours à prendre en compte ; 30 par défaut

command-settings = Mon comportement sur ce serveur

## What went wrong, or has to wait

fault = Désolé, quelque chose a mal tourné de mon côté. Si ça se reproduit, donne ce code à la personne qui gère le bot : `{ $code }`
busy = Je reçois énormément de questions et je n'arrive plus à suivre. Réessaie dans une minute.
slow-down-person = Doucement, s'il te plaît.
slow-down-channel = Ce salon pose beaucoup de questions en ce moment.
slow-down-guild = Ce serveur pose beaucoup de questions en ce moment.
try-again-seconds = { $seconds ->
    [one] Réessaie dans une seconde.
   *[other] Réessaie dans { $seconds } secondes.
}
try-again-minutes = { $minutes ->
    [one] Réessaie dans une minute.
   *[other] Réessaie dans { $minutes } minutes.
}
stale = Ce bouton n'est plus à jour. Repose ta question.
private-answer-not-sent = Je préférerais te répondre en privé, mais je n'ai pas pu t'envoyer de message privé. Utilise `/ask` ici : tu seras la seule personne à voir la réponse.
unknown-command = Je n'ai plus cette commande. `/help` te montre ce que je sais faire.
no-text = Ce message ne contient pas de texte que je puisse chercher.
share-elsewhere = Dans ce salon je ne réponds qu'en privé, je ne peux donc pas partager ça ici.
store-unavailable = Ma base de données est indisponible. Rien n'a été modifié et je peux toujours répondre aux questions. Réessaie dans un instant.
denied-outside-guild = Ça ne fonctionne que sur un serveur, pour les personnes qui le gèrent.
denied-elsewhere = Les articles communs ne se gèrent que sur mon serveur d'origine.
denied-not-manager = Il te faut pour ça la permission « Gérer le serveur », ou un rôle autorisé dans `/settings`.
denied-not-server-manager = Il te faut pour ça la permission « Gérer le serveur ».

## Votes

vote-helpful = Tant mieux si ça t'a aidé !
vote-not-helpful = Merci de me le dire. Ça montre où les articles sont insuffisants.

## /help

help-intro = Je réponds aux questions avec des **citations exactes** des articles, chacune avec sa source. S'ils n'ont pas la réponse, je le dis.
help-intro-about = Je réponds aux questions sur { $subject } avec des **citations exactes** des articles, chacune avec sa source. S'ils n'ont pas la réponse, je le dis.
help-examples = **Essaie l'une de celles-ci** :
help-ask = **Demande** avec { $ask }, en me mentionnant, en me répondant (je me souviens de ta dernière question), par message privé, ou avec **Applications › Find an answer** sur n'importe quel message.
help-read-on = **Continue à lire** avec les boutons : d'autres passages, le texte autour de la citation, les sources.
help-browse = **Parcours** avec { $articles }.
help-vote = **Dis-moi** si ça t'a aidé : ça montre où les articles sont insuffisants.
help-more = { $privacy } dit ce que je garde, { $about } dit ce que je suis.

## /privacy

privacy-read = **Ce que je lis** : ce que tu me demandes ; et avec **Find an answer**, ou quand tu me mentionnes sans question dans une réponse, ce seul message. Je ne garde jamais son texte. Dans les forums choisis pour ça, je lis aussi les nouveaux posts, sans les garder. Je ne lis aucun autre message.
privacy-keep = **Ce que je garde** : une question à laquelle les articles n'avaient pas de bonne réponse, pendant { $gap_days } jours, pour qu'ils puissent être améliorés, avec ce qui manquait selon toi ; tes votes sur les réponses, pendant { $vote_days } jours ; et pendant { $answer_days } jours, lequel de mes messages répond auquel des tiens, pour que modifier ou supprimer une question fasse de même avec sa réponse. Tout est classé sous un pseudonyme, jamais sous ton nom ; seule la personne qui m'héberge en a la clé. Les questions auxquelles j'ai bien répondu sont comptées, pas gardées ; les compteurs disparaissent après { $count_days } jours. Une question que des gestionnaires m'ont apprise reste sur leur serveur jusqu'à ce qu'ils l'annulent, sans rien qui mène à toi. Mon journal contient des identifiants et des longueurs, jamais de texte.
privacy-memory = Seulement en mémoire, jusqu'à mon redémarrage : quand tu as demandé pour la dernière fois, pour que personne ne m'inonde.
privacy-servers = **Pour les serveurs** : leurs propres articles (chaque version avec qui l'a enregistrée) et réglages et, pendant { $audit_days } jours, un journal de qui a changé quoi. { $grace_days } jours après mon retrait d'un serveur, tout est supprimé, questions et votes compris ; m'y rajouter avant conserve tout.
privacy-nothing = En ce moment, je ne garde rien sur toi.
privacy-no-questions = En ce moment, je ne garde ni question ni vote de toi.
privacy-yours = **Ce que j'ai de toi en ce moment** : { $what }.
count-questions = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
count-votes = { $count ->
    [one] { $count } vote
   *[other] { $count } votes
}
count-answered-messages = { $count ->
    [one] { $count } message répondu
   *[other] { $count } messages répondus
}
privacy-managers = Ce que tu as fait en tant que gestionnaire reste dans les journaux de ces serveurs et n'est pas supprimé ici.
button-delete-mine = Supprimer mes données
forgotten = Supprimé : je ne garde plus aucune question ni aucun vote de toi. Ce que des gestionnaires m'ont appris à partir de tes questions reste sur leur serveur, sans rien qui mène à toi ; ce que tu as fait en tant que gestionnaire reste dans les journaux de ces serveurs.

## /about

about-intro = **{ $name }** répond avec des citations exactes de { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
}. Aucun modèle de langage n'écrit de texte, et aucun autre service n'est appelé.
about-intro-on = **{ $name }** répond avec des citations exactes de { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
} sur { $subject }. Aucun modèle de langage n'écrit de texte, et aucun autre service n'est appelé.
about-read = Dernière lecture des articles : { $when }.
about-license = Licence des articles : { $license }
articles-language = { $language ->
    [ar] Les articles sont en arabe.
    [cs] Les articles sont en tchèque.
    [da] Les articles sont en danois.
    [de] Les articles sont en allemand.
    [en] Les articles sont en anglais.
    [es] Les articles sont en espagnol.
    [fi] Les articles sont en finnois.
    [fr] Les articles sont en français.
    [it] Les articles sont en italien.
    [ja] Les articles sont en japonais.
    [ko] Les articles sont en coréen.
    [nl] Les articles sont en néerlandais.
    [no] Les articles sont en norvégien.
    [pl] Les articles sont en polonais.
    [pt] Les articles sont en portugais.
    [ru] Les articles sont en russe.
    [sv] Les articles sont en suédois.
    [tr] Les articles sont en turc.
    [uk] Les articles sont en ukrainien.
    [zh] Les articles sont en chinois.
   *[other] Langue des articles : { $language }.
}

## /articles

articles-none = Il n'y a pas encore d'articles.
menu-open-article = Ouvrir un article
button-all-articles = Tous les articles
menu-read-section = Lire une section
articles-by = par { $authors }
articles-updated = mis à jour le { $day }
articles-part = partie { $part } sur { $parts }
button-previous = Précédent
button-next = Suivant
page-of = { $page } sur { $pages }

## /settings

setting-channels = Salons où je réponds
setting-channels-how = Ailleurs je réponds en privé, et pas du tout aux mentions. Si aucun salon n'est choisi, je réponds dans tous.
setting-private = Réponses à `/ask`
setting-private-how = Chaque personne peut en décider autrement à chaque fois.
setting-sure = À quel point je dois être sûr pour répondre
setting-sure-how = En dessous, je propose des titres ou je dis qu'il n'y a pas de réponse.
setting-cooldown = Une personne peut redemander après
setting-roles = Qui me gère
setting-default = { $value } (par défaut)
setting-roles-shown = Discord ne montre mes commandes de gestion qu'aux membres avec « Gérer le serveur ». Pour les montrer aussi à d'autres : Paramètres du serveur › Intégrations › mon nom.
setting-everyone = Je ne peux pas laisser tout le monde me gérer. Choisis un rôle réservé aux quelques personnes concernées, ou donne-leur « Gérer le serveur ».
setting-unusable = Cette valeur n'est pas utilisable. Je n'ai rien changé.
count-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}
count-more = { $count } de plus
audit-none = Personne n'a encore rien changé.
audit-added = a ajouté un article
audit-changed = a modifié un article
audit-removed = a retiré un article
audit-rolled-back = a rétabli une version antérieure
audit-exported = a exporté
audit-reindexed = a reconstruit l'index
audit-taught = m'a appris quelque chose
audit-untaught = a annulé quelque chose qu'on m'avait appris
audit-solved = a marqué des questions comme résolues
audit-setting = a changé un réglage

## /stats

stats-questions = { $count ->
    [one] **{ $count } question**
   *[other] **{ $count } questions**
}
stats-days = { $count ->
    [one] en { $count } jour
   *[other] en { $count } jours
}
stats-answered = répondues : { $count } ({ $percent })
stats-not-sure = pas sûr : { $count } ({ $percent })
stats-no-answer = sans réponse : { $count } ({ $percent })
stats-bars = █ répondues, ░ non répondues
stats-votes = { $votes ->
    [one] **{ $votes } vote**
   *[other] **{ $votes } votes**
} : { $helpful } utiles ({ $percent }), { $other } non
stats-sections = Les sections qui ont le plus répondu

## What came of a question

nothing = Les articles n'ont pas de réponse à ça.
unknown-words = Je n'ai trouvé aucun de ces mots. Essaie de reformuler.
closest = Pas sûr d'avoir la réponse. Les sujets les plus proches :
not-covered = Les articles n'en parlent pas.
not-covered-label = Les articles n'en parlent pas ({ $label }).
not-covered-who = Les articles n'en parlent pas ({ $label }). Pour t'aider, peut-être : { $who }.
heading-related = Questions liées :
heading-perhaps = Un de ces sujets peut t'aider :
heading-closest = Les sujets les plus proches :
understood-as = Compris comme : { $question }
disagreement-contradicts = Un autre passage dit le contraire.
disagreement-qualifies = Il y a une limite à ça.

## The answer card

button-page-back = ◀ Précédent
button-page-next = Suivant ▶
button-read-on = Lire la suite
button-context = Contexte
button-less-context = Moins de contexte
button-sources = Sources
button-helpful = Utile
button-not-helpful = Pas utile
button-read-article = Lire l'article
button-share = Partager
button-remove-answer = Supprimer
button-read-in-full = Lire en entier
menu-related = Questions liées
menu-read-one = Lire un de ces sujets
menu-closest = Les sujets les plus proches
answer-changed = Les articles ont changé depuis. Voici ce qu'ils disent maintenant.
answer-copy = Seule la personne qui a posé la question peut tourner les pages de cette réponse, alors voici ta propre copie.
answer-following-up = À la suite de
answer-from-message = Cherché à partir d'un message, dont je ne garde pas le texte
answer-quoted-as-written = Je les cite mot pour mot.
answer-not-yours = Seule la personne qui a posé la question peut supprimer cette réponse.
sources-none = Cette section ne cite aucune source.
sources-works = Sur quoi repose cette section :
sources-link = lien
modal-missing = Qu'est-ce qui manquait ?
modal-missing-what = Que voulais-tu savoir ? (facultatif)
placeholder-missing = Les personnes qui s'occupent des articles le lisent.

## How sure the evidence is

evidence-strong = preuves solides
evidence-moderate = preuves modérées
evidence-contested = débattu
evidence-practical = conseil pratique
evidence-strong-meaning = plusieurs bonnes études chez l'humain concordent
evidence-moderate-meaning = études rares, petites ou indirectes
evidence-contested-meaning = les études ou les experts ne sont pas d'accord
evidence-practical-meaning = sensé, peu testé
evidence-and-meaning = { $evidence } : { $meaning }

## /gaps

gaps-none = Aucune lacune ouverte : chaque question ici a eu sa réponse, ou personne n'a encore posé de question.
gaps-summary = { $kinds }, { $questions } en tout. Les plus grands groupes d'abord.
count-kinds = { $count ->
    [one] { $count } type de question
   *[other] { $count } types de questions
}
gaps-why-nothing = { $count } sans réponse
gaps-why-closest = { $count } pas sûr
gaps-why-not-helpful = { $count } avec une réponse pas utile
gaps-last = la dernière : { $when }
gaps-missing = il manquait : { $what }
gaps-no-section = Aucune section ne s'en approche.
gaps-near-sections = Les sections les plus proches :
gaps-other-questions = autres questions
gaps-no-such-section = Je ne connais pas cette section. Tape une partie de son titre et choisis une des suggestions.
gap-gone = Cette question est déjà fermée. `/gaps list` montre celles qui sont ouvertes.
menu-gap = En voir une
menu-teach-section = Cette section y répond
menu-teach-not-covered = Les articles n'en parlent pas
button-mark-solved = Marquer comme résolue
button-all-questions = Toutes les questions
gaps-solved = { $count ->
    [one] { $count } question marquée comme résolue.
   *[other] { $count } questions marquées comme résolues.
}
gaps-left = { $count ->
    [one] { $count } question semblable reste ouverte.
   *[other] { $count } questions semblables restent ouvertes.
}
taught-wording = Appris : à « { $question } », c'est la section que tu as choisie qui répond.
taught-not-covered = Appris : les articles ne parlent pas de « { $question } ».
taught-like = { $count ->
    [one] Pareil pour { $count } question semblable.
   *[other] Pareil pour { $count } questions semblables.
}
taught-in-effect = C'est déjà pris en compte.
taught-later = C'est enregistré et sera pris en compte quand l'index sera reconstruit.
taught-closed = { $count ->
    [one] { $count } question fermée.
   *[other] { $count } questions fermées.
}
taught-undo = `/gaps taught` permet de l'annuler.
untaught = Annulé.
untaught-later = Annulé. Ce sera pris en compte quand l'index sera reconstruit.
taught-none = On ne m'a encore rien appris ici. `/gaps list` montre ce qu'on peut m'apprendre.
taught-entry = { $what } · { $when } par { $who }
taught-answered-by = réponse : { $section }
taught-under = pas traité : { $label }
menu-undo = En annuler une
gaps-nothing-to-export = Rien à exporter : aucune question n'attend de réponse.
gaps-exported = { $count ->
    [one] Voici { $count } question.
   *[other] Voici { $count } questions.
}

## /content

content-none = Ce serveur n'a pas encore d'articles à lui. `/content add` prend un fichier ou ouvre une fenêtre pour en écrire un.
content-entry = version { $version }, { $when } par { $who }
content-shown = version { $version } sur { $newest }, { $change } { $when } par { $who }
content-file = { $words }. Le fichier joint est le texte enregistré.
count-words = { $count ->
    [one] { $count } mot
   *[other] { $count } mots
}
menu-see-version = Voir ce qu'une version a changé
content-version-name = Version { $version }
content-version-line = **{ $version }** { $change } { $when } par { $who }
content-compared = **{ $title }**, version { $version }
content-no-change = Aucun mot n'a changé.
content-diff = Ajouté : { $added } (**en gras**) ; retiré : { $removed } (~~barré~~) :
content-diff-cut = Il y en a plus qu'il n'en tient ici.
change-added = ajouté
change-changed = modifié
change-removed-kind = retiré
change-back = retour à la version { $version }
button-history = Historique
button-remove-article = Retirer
button-back-to-version = Revenir à la version { $version }
content-nothing-to-export = Ce serveur n'a pas encore d'articles à lui.
content-no-article = Ce serveur n'a pas cet article. `/content list` montre ceux qu'il a.
content-no-version = Cette version n'existe pas, ou l'article y a été retiré. `/content history` montre celles qui existent.
content-exported = { $count ->
    [one] Le voici.
   *[other] Voici les { $count } articles, un fichier Markdown chacun.
}
draft-overtaken-removed = **Pas encore approuvé** : { $who } a retiré cet article entre-temps (version { $version }). Approuve encore une fois pour le rétablir avec ce texte.
draft-overtaken-changed = **Pas encore approuvé** : { $who } a modifié cet article entre-temps. Compare la version { $version } dans `/content history` ; approuve encore une fois pour la remplacer par ce texte.
draft-new = un nouvel article
draft-replaces = remplace la version { $version }
draft-size = { $sections } et { $passages }
count-sections = { $count ->
    [one] { $count } section
   *[other] { $count } sections
}
draft-no-heading = (avant le premier titre)
draft-sections = Sections
draft-left-out = Laissé de côté
draft-problems = À corriger
draft-duplicates = Doublons possibles
draft-duplicate = { $heading } : { $percent } % est déjà dans « { $title } »
draft-attached = Le fichier joint est le texte tel qu'il serait enregistré. Personne ne le voit avant que tu l'approuves, et les brouillons sont supprimés après un jour.
draft-dropped = { $reason } : { $lines }, comme « { $example } »
count-lines = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
draft-problem-line = ligne { $line } : { $what }
button-approve = Approuver
button-cancel = Annuler
draft-gone = Ce brouillon n'est plus là : il a été approuvé ou annulé, ou il a plus d'un jour. Ajoute-le à nouveau.
draft-cancelled = Annulé. Rien n'a été changé.
changed-meanwhile = Quelqu'un d'autre a modifié cet article entre-temps, donc je n'ai rien changé. Regarde-le et réessaie.
upload-refused = Je ne peux pas prendre ça.
upload-endings = Je prends les fichiers .md, .txt, .html, .docx et .pdf.
upload-elsewhere = Il ne vient pas de là où Discord garde les fichiers, donc je ne l'ai pas récupéré.
upload-gone = Discord ne l'a plus. Envoie-le à nouveau.
upload-unreachable = Je n'ai pas pu l'obtenir de Discord. Réessaie dans un instant.
upload-no-article = Il ne contient pas d'article.
upload-too-long = Il donne { $passages } passages, et un article peut en avoir { $most }. Découpe-le en plusieurs.
upload-too-many = Ce serveur a { $most } articles, c'est le maximum.
upload-too-many-drafts = { $most } brouillons attendent déjà d'être approuvés. `/content list` les montre : approuve ou annule-en d'abord.
upload-library-full = Les articles de ce serveur feraient ensemble plus de { $most } Mio, c'est le maximum.
upload-too-large = Il fait plus de { $most } Mio. Découpe-le en plusieurs articles.
upload-empty = Il est vide.
upload-not-text = Quoi que dise son nom, c'est autre chose : { $kind }.
upload-unreadable = Je ne peux pas le lire : { $what }.
upload-line = Ligne { $line } : { $what }.
dropped-navigation = navigation
dropped-contents = liste des titres de la page elle-même
dropped-related = titres d'autres pages ou produits
dropped-sharing = boutons pour partager et suivre
dropped-comments = formulaire de commentaires
dropped-newsletter = formulaire d'infolettre
dropped-cookies = avis sur les cookies
dropped-credit = crédit d'image
dropped-caption = légende d'image
dropped-contact = adresse, téléphone, courriel ou site
dropped-promotion = promotion de son propre site
dropped-legal = mention légale
dropped-byline = auteur, jour ou temps de lecture
dropped-teaser = propos sur la page elle-même
dropped-asker = mots de la personne qui demande, qui ne sont pas une réponse
dropped-empty-heading = titre sans rien en dessous
dropped-outside = hors du texte principal
dropped-outside-link = lien hors du texte principal
audit-target-gaps = lacunes
audit-target-all = tous les articles
audit-target-own = ceux de ce serveur
audit-target-shared = ceux partagés par tous les serveurs

## What is wrong in a file

problem-unreadable = lecture impossible : { $error }
problem-too-large = fait plus de { $most } Mio ; découpe-le en plusieurs articles
problem-empty = vide
problem-nested-too-deep = les dossiers à plus de { $most } niveaux de profondeur ne sont pas lus
problem-linked-folder = un lien vers un dossier n'est pas suivi ; mets ici les fichiers, ou des liens vers les fichiers
problem-link-outside = un lien qui sort du dossier de contenu n'est pas suivi ; mets le fichier ici
problem-not-regular-file = ce n'est pas un fichier ordinaire
problem-unread-format = { $count ->
    [one] { $count } fichier ({ $files }) n'est pas lu, car il se termine par `{ $ending }`
   *[other] { $count } fichiers ({ $files }) ne sont pas lus, car ils se terminent par `{ $ending }`
}
problem-unread-beside = { $count ->
    [one] { $count } fichier ({ $files }) n'est pas lu, car il y a un dossier `articles` : seul ce qu'il contient est lu
   *[other] { $count } fichiers ({ $files }) ne sont pas lus, car il y a un dossier `articles` : seul ce qu'il contient est lu
}
problem-left-out = { $count ->
    [one] { $count } ligne laissée de côté ({ $reason }) : { $first } ; `engram import { $file } --out DRAFTS --all` la montre
   *[other] { $count } lignes laissées de côté, la première ({ $reason }) : { $first } ; `engram import { $file } --out DRAFTS --all` les montre toutes
}
problem-same-id = un autre article a l'identifiant `{ $id }` ; celui-ci a `{ $unique }`
problem-same-slug = un autre article porte le nom `{ $slug }`
problem-no-such-article = il n'y a pas d'article `{ $slug }`
problem-no-such-section = `{ $slug }` n'a pas de section `{ $anchor }`
problem-toml = TOML non valide : { $error }
problem-invalid-reference = source `{ $key }` : { $error }
problem-calibration = illisible : { $error } ; le calibrage fourni avec le programme est utilisé ; refais-le avec `engram eval --fit`
problem-empty-value = `{ $key }` est vide : mieux vaut l'enlever
problem-control-character = `{ $key }` contient un saut de ligne ou un caractère de contrôle : une seule ligne est attendue
problem-value-too-long = `{ $key }` a { $chars } caractères, le maximum est { $most }
problem-too-many-examples = `examples` a { $number } questions, le maximum est { $most }
problem-no-language-code = `language` est { $code } : un code comme en, de ou pt-BR est attendu
problem-front-matter-unclosed = l'en-tête s'ouvre avec `+++` et ne se ferme jamais ; le fichier est incomplet
problem-front-matter = en-tête : { $error }
problem-foreign-front-matter = l'en-tête est illisible : { $error }
problem-no-title = il manque le titre (`title`) dans l'en-tête
problem-no-text = aucun texte ne suit l'en-tête
problem-nothing-left = il ne reste aucun texte après le nettoyage
problem-only-links = seulement des liens vers d'autres pages, comme dans un menu ; prends plutôt ces pages
problem-no-sentence = il n'y a pas une seule phrase ; c'est peut-être un menu et non un texte
problem-bare-heading = il n'y a pas de texte sous le titre `{ $heading }` ; le fichier est peut-être incomplet
problem-unknown-reference = la source `{ $key }` n'est pas dans `references.toml`
problem-malformed-link = `with = "{ $with }"` n'a pas la forme `article#section`
problem-picture = une image ne peut pas être affichée
problem-named-picture = une image ne peut pas être affichée : { $name }
problem-element = `{ $name }` ne peut pas être affiché
problem-comment-unclosed = un commentaire s'ouvre avec `<!--` et ne se ferme jamais : tout ce qui suit est masqué
problem-unknown-grade = niveau de preuve inconnu `{ $grade }` : `strong`, `moderate`, `contested` ou `practical` est attendu
problem-unknown-note = `{ $note }` est illisible : `grade: WORD` ou `refs: KEY, KEY` est attendu
problem-damaged-document = un document endommagé ; ouvre-le dans un traitement de texte et enregistre-le à nouveau
problem-document-without-text = un document sans texte
problem-encrypted-document = un document avec mot de passe ; enregistre-le sans
problem-not-docx = ce n'est pas un document DOCX ; enregistre-le en DOCX ou en texte
problem-pdf-without-program = un PDF, que seul le programme `engram` lui-même peut lire
problem-pdf-outside-unix = un PDF, que je ne lis que sous Unix
problem-pdf-without-text = un PDF sans texte, par exemple des pages scannées ; passe-le d'abord à la reconnaissance de texte
problem-pdf-without-process = un PDF qui n'a pas pu être lu : pas de processus pour lui : { $error }
problem-pdf-failed = un PDF qui n'a pas pu être lu : { $error }
problem-encrypted-pdf = un PDF avec mot de passe ; enregistre-le sans
problem-damaged-pdf = un PDF endommagé ; ouvre-le et enregistre-le à nouveau
problem-pdf-too-costly = un PDF qui demande plus de mémoire ou de temps que permis (1 Gio, 20 s) ; imprime-le dans un nouveau PDF, ou enregistre son texte
problem-not-its-encoding = n'est pas en { $encoding }, contrairement à ce qu'indique son début ; enregistre-le en UTF-8
problem-binary = données binaires, pas du texte
problem-control-characters = contient des caractères que seuls les programmes utilisent ; ce sont des données binaires, pas du texte
problem-cut-off = coupé au milieu d'un caractère ; le fichier est incomplet
problem-not-utf8 = n'est pas en UTF-8 ; enregistre-le en UTF-8
problem-no-encoding = ne déclare aucun encodage ; enregistre-le en UTF-8
problem-wrong-encoding = déclare l'encodage { $declared }, mais en a un autre ; enregistre-le en UTF-8
problem-guessed-encoding = ne déclare aucun encodage ; lu en { $encoding } : vérifie les lettres accentuées
problem-read-in-other-encoding = déclare l'encodage { $declared }, mais en a un autre ; lu en { $encoding } : vérifie les lettres accentuées
file-kind-zip = une archive (ZIP, ou un document dans une archive)
file-kind-archive = une archive ({ $format })
file-kind-program = un programme
file-kind-script = un script
file-kind-pdf = un PDF
file-kind-rtf = un document de traitement de texte (RTF)
file-kind-document = un document de traitement de texte
file-kind-picture = une image
file-kind-picture-or-recording = une image ou un enregistrement
file-kind-recording = un enregistrement
file-kind-database = une base de données

## Rebuilding an index

rebuild-running = Je reconstruis l'index. En attendant, je réponds avec l'ancien.
rebuild-own-running = Je reconstruis l'index de ce serveur …
rebuild-reading = Articles : { $done } sur { $total }
rebuild-encoding = Passages traités : { $done } sur { $total }
rebuild-writing = Passages écrits : { $done } sur { $total }
rebuild-done = Fini en { $seconds } s : { $articles }, { $passages }.
count-articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
count-passages = { $count ->
    [one] { $count } passage
   *[other] { $count } passages
}
rebuild-new = Nouveaux
rebuild-changed = Modifiés
rebuild-removed = Retirés
rebuild-nothing = Rien n'a changé.
rebuild-gaps-closed = { $count ->
    [one] { $count } question sans réponse en a maintenant une ; je l'ai fermée.
   *[other] { $count } questions sans réponse en ont maintenant une ; je les ai fermées.
}
rebuild-problems = À corriger ({ $count })
rebuild-failed = Ça n'a pas marché. Je réponds toujours avec l'ancien index.
rebuild-waits = Je n'ai pas pu reconstruire l'index pour l'instant, donc je réponds toujours avec l'ancien. Je réessaierai de moi-même.
change-approved = { $title } : approuvé.
change-approved-version = { $title } : approuvé en version { $version }.
change-removed = { $title } : retiré.
change-rolled-back = { $title } est revenu à la version { $to }, enregistrée comme version { $version }.
change-saved = C'est enregistré.
button-bring-back = Le rétablir

## Small talk

greeting = Salut ! Pose-moi une question et je chercherai dans les articles.
greeting-about = Salut ! Pose-moi une question sur { $subject }.
thanks = Avec plaisir !
goodbye = À bientôt, reviens avec des questions !
about-the-bot = Je suis { $name }. Je cherche ta question dans une collection d'articles et je te montre ce qu'ils disent, mot pour mot, avec la source. S'ils n'ont pas de réponse, je le dis. Demande avec tes propres mots.
about-the-bot-on = Je suis { $name }. Je cherche ta question dans une collection d'articles sur { $subject } et je te montre ce qu'ils disent, mot pour mot, avec la source. S'ils n'ont pas de réponse, je le dis. Demande avec tes propres mots.
reaction = Demande quand tu veux.
unhappy = Désolé que ça n'ait pas aidé. Essaie avec d'autres mots ou une question plus courte : je ne trouve que ce qui est dans les articles.
unhappy-on = Désolé que ça n'ait pas aidé. Essaie avec d'autres mots ou une question plus courte : je ne trouve que ce qui est dans les articles sur { $subject }.
ask-something = Demande-moi quelque chose, avec tes propres mots.
ask-something-example = Demande-moi quelque chose, par exemple : { $example } ?

## Settings

settings-title = Réglages
setting-channels-how-chosen = Ailleurs je réponds en privé, et pas du tout aux mentions. Si aucun salon n'est choisi, je réponds dans { $channels }.
setting-cooldown-how = Au bout de combien de temps la même personne peut redemander.
setting-forums = Forums où je réponds de moi-même aux nouveaux posts
setting-forums-how = Une fois par nouveau post, et seulement si je suis sûr. Je lis son titre et, si Discord me laisse, son premier message.
setting-roles-locked = Seuls les membres avec « Gérer le serveur » peuvent changer ça.
menu-all-channels = Tous les salons
menu-no-forum = Aucun forum
menu-no-role = Seulement les membres avec « Gérer le serveur »
choice-for-everyone = Pour tout le salon
choice-for-asker = Seulement pour la personne qui demande
choice-careful = Prudent
choice-careful-means = Moins de réponses et moins d'erreurs : à partir de { $percent } % de certitude
choice-balanced = Équilibré
choice-balanced-means = Par défaut : à partir de { $percent } % de certitude
choice-generous = Généreux
choice-generous-means = Plus de réponses et plus d'erreurs : à partir de { $percent } % de certitude
button-audit = Journal
count-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}

## Articles of a server: adding, editing, drafts, search

command-content-edit = Modifier le texte d'un article
command-content-drafts = Ce qui attend d'être approuvé
command-content-list-search = Seulement les articles avec ces mots dans le titre
modal-add = Ajouter des articles
modal-edit = Modifier un article
modal-files = Fichiers
field-files = Jusqu'à dix fichiers .md, .txt, .html, .docx ou .pdf, un article par fichier
modal-title = Ou un titre
field-title = Le titre d'un article que tu écris ci-dessous
modal-text = Texte
field-text = Markdown possible : fais de chaque titre une question
field-edit = En Markdown. Tu verras un aperçu avant tout changement.
add-nothing = Il n'y avait rien à ajouter : choisis un fichier ou écris un texte.
edit-too-long = **{ $title }** est trop long pour être modifié ici. Modifie le fichier joint et envoie-le avec `/content add`.
edit-no-change = Le texte est resté le même, je n'ai donc rien changé.
drafts-none = Aucun brouillon n'attend d'être approuvé.
drafts-waiting = { $count ->
    [one] **{ $count } brouillon attend d'être approuvé.**
   *[other] **{ $count } brouillons attendent d'être approuvés.**
}
menu-open-draft = Ouvrir un brouillon
choice-new-article = Un nouvel article
choice-replaces = Remplace la version { $version }
button-drafts = Tous les brouillons
button-edit = Modifier
list-found = { $count ->
    [one] { $count } article correspond à « { $words } ».
   *[other] { $count } articles correspondent à « { $words } ».
}
list-narrow = Il y en a plus que la place ici. Ajoute un mot pour en voir moins.

## First use in a server

welcome = Salut, merci de m'avoir ajouté ! Je réponds aux questions avec des citations exactes tirées d'articles, chacune avec sa source. Demande avec `/ask`, ou mentionne-moi. Les responsables choisissent mes salons dans `/settings` et peuvent ajouter des articles du serveur avec `/content add`.
welcome-about = Salut, merci de m'avoir ajouté ! Je réponds aux questions sur ce sujet : { $subject }, avec des citations exactes tirées d'articles, chacune avec sa source. Demande avec `/ask`, ou mentionne-moi. Les responsables choisissent mes salons dans `/settings` et peuvent ajouter des articles du serveur avec `/content add`.
