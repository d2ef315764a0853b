### What the bot says. Every other file here has the same keys with the same arguments.
###
### By the beginning of a key: command-… describes a command or option (100 characters at most), choice-… names a choice
### (100), field-… explains a field of a modal (100), button-… labels a button (80), menu-… is what a menu says before
### something is picked (150), modal-… is the title (45) or a label (45) of a modal, placeholder-… is what an empty field
### of a modal says (100).
###
### Command names, the menu entry "Find an answer" and quotes stay English in every language.

## Descriptions of commands and options

command-ask = Ask a question and get exact quotes from the articles
# $subject has 50 characters at most.
command-ask-about = Ask about { $subject } and get exact quotes from the articles
command-ask-question = Your question, in your own words
command-ask-private = Show the answer only to you
command-articles = Browse and read the articles
command-articles-article = An article to open
command-help = What I can do and how to ask
command-privacy = What I keep about you; show it or delete it
command-about = Version, age of the index, licences of the sources

command-content = Manage this server's own articles
command-content-add = Add or replace an article: upload a file or type it in
command-content-add-file = A .md, .txt, .html, .docx or .pdf file; leave it out to type the article
command-content-list = This server's articles, and drafts waiting for approval
command-content-show = Read a saved article, or an older version of it
command-content-history = The versions of an article: who, when, and what changed
command-content-remove = Remove an article; it can be restored
command-content-rollback = Go back to an older version of an article
command-content-export = Get an article, or all of them, as Markdown files
command-content-article = The article
command-content-version = The number of the version

command-reindex = Rebuild the index; I keep answering from the old one meanwhile
command-reindex-library = Which articles; this server's own by default
# Names of choices.
choice-library-own = this server's own
choice-library-shared = shared by all servers (in the home server)

command-gaps = Questions the articles had no good answer to
command-gaps-list = Go through them, similar ones grouped, and teach me
command-gaps-teach = Name the section that answers a question
command-gaps-teach-question = One of the questions waiting for an answer
command-gaps-teach-section = The section with the answer, by its heading
command-gaps-taught = What I was taught here, and how to undo it
command-gaps-export = All of them as a CSV file

command-stats = How much was asked here and how well it was answered
command-stats-days = How many days to look back; 30 by default

command-settings = How I behave in this server

## What went wrong, or has to wait

# $code is in the log.
fault = Sorry, something went wrong on my side. If it happens again, give this code to the bot's owner: `{ $code }`
busy = I'm getting a lot of questions right now and can't keep up. Please try again in a minute.
slow-down-person = Slow down a little.
slow-down-channel = This channel is asking a lot right now.
slow-down-guild = This server is asking a lot right now.
try-again-seconds = { $seconds ->
    [one] Try again in a second.
   *[other] Try again in { $seconds } seconds.
}
try-again-minutes = { $minutes ->
    [one] Try again in a minute.
   *[other] Try again in { $minutes } minutes.
}
stale = That button is out of date. Please ask again.
private-answer-not-sent = I'd rather answer that privately, but couldn't send you a direct message. Use `/ask` here, and only you will see the answer.
unknown-command = I don't have that command any more. `/help` shows what I can do.
no-text = That message has no text I could look up.
share-elsewhere = I only answer privately in this channel, so I can't share that here.
store-unavailable = My database is unavailable. Nothing was changed, and I can still answer questions. Please try again in a moment.
denied-outside-guild = This only works in a server, for its managers.
denied-elsewhere = The shared articles can only be managed in my home server.
denied-not-manager = You need the Manage Server permission for that, or a role that was allowed in `/settings`.
denied-not-server-manager = You need the Manage Server permission for that.

## Votes

vote-helpful = Glad it helped.
vote-not-helpful = Thanks for telling me. It shows where the articles fall short.

## /help

help-intro = I answer questions with **exact quotes** from the articles, each with its source. If they have no answer, I say so.
help-intro-about = I answer questions about { $subject } with **exact quotes** from the articles, each with its source. If they have no answer, I say so.
# Above buttons with questions.
help-examples = **Try one** of these:
# $ask and $articles are clickable commands.
help-ask = **Ask** with { $ask }, by mentioning me, by replying to me (I remember your last question), in a direct message, or with **Apps › Find an answer** on any message.
help-read-on = **Read on** with the buttons: more passages, the text around the quote, the sources.
help-browse = **Browse** with { $articles }.
help-vote = **Tell me** whether it helped: it shows where the articles fall short.
help-more = { $privacy } says what I keep, { $about } says what I am.

## /privacy

privacy-read = **What I read**: what you ask me; and with **Find an answer**, or when you mention me without a question in a reply, that one message. I never keep its text. In forums that managers have chosen I also read new posts, and don't keep them. I read no other messages.
privacy-keep = **What I keep**: a question that the articles had no good answer to, for { $gap_days } days, so that they can be improved, with what you say was missing; your votes on answers, for { $vote_days } days; and for { $answer_days } days which of my messages answers which of yours, so that editing or deleting a question does the same to its answer. All of it is filed under a pseudonym, never under your name; only the person who runs me holds the key to it. Questions I answered well are counted, not kept; counts go after { $count_days } days. A question that managers taught me stays with their server until they undo it, with nothing that leads to you. My log holds ids and lengths, never text.
privacy-memory = Only in memory, until I restart: when you last asked, so that nobody floods me.
privacy-servers = **For servers**: their own articles (each version with who saved it) and settings, and for { $audit_days } days a log of who changed what. { $grace_days } days after I'm removed from a server all of it is deleted, questions and votes too; adding me back before that keeps it.
privacy-nothing = Right now I keep nothing about you.
privacy-no-questions = Right now I keep no questions or votes of yours.
# $what is a list of the three below.
privacy-yours = **Yours right now**: { $what }.
count-questions = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
count-votes = { $count ->
    [one] 1 vote
   *[other] { $count } votes
}
count-answered-messages = { $count ->
    [one] 1 answered message
   *[other] { $count } answered messages
}
privacy-managers = What you did as a manager stays in the logs of those servers and isn't deleted here.
button-delete-mine = Delete mine
forgotten = Deleted: I no longer keep any question or vote of yours. What managers taught me from your questions stays with their server, with nothing that leads to you; what you did as a manager stays in the logs of those servers.

## /about

about-intro = **{ $name }** answers with exact quotes from { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}. It runs no language model that writes text and calls no other service.
about-intro-on = **{ $name }** answers with exact quotes from { $articles ->
    [one] 1 article
   *[other] { $articles } articles
} on { $subject }. It runs no language model that writes text and calls no other service.
# $when is shown by Discord, as in "2 hours ago".
about-read = The articles were last read { $when }.
about-license = Licence of the articles: { $license }
# $language is a code.
articles-language = { $language ->
    [ar] The articles are in Arabic.
    [cs] The articles are in Czech.
    [da] The articles are in Danish.
    [de] The articles are in German.
    [en] The articles are in English.
    [es] The articles are in Spanish.
    [fi] The articles are in Finnish.
    [fr] The articles are in French.
    [it] The articles are in Italian.
    [ja] The articles are in Japanese.
    [ko] The articles are in Korean.
    [nl] The articles are in Dutch.
    [no] The articles are in Norwegian.
    [pl] The articles are in Polish.
    [pt] The articles are in Portuguese.
    [ru] The articles are in Russian.
    [sv] The articles are in Swedish.
    [tr] The articles are in Turkish.
    [uk] The articles are in Ukrainian.
    [zh] The articles are in Chinese.
   *[other] The language of the articles: { $language }.
}

## /articles

articles-none = There are no articles yet.
menu-open-article = Open an article
button-all-articles = All articles
menu-read-section = Read a section
# In the line below an article: who wrote it.
articles-by = by { $authors }
articles-updated = updated { $day }
articles-part = part { $part } of { $parts }
button-previous = Previous
button-next = Next
page-of = { $page } of { $pages }

## /settings

setting-channels = Channels I answer in
setting-channels-how = Elsewhere I answer privately, and mentions not at all. With no channel picked I answer in all of them.
setting-private = Answers to `/ask`
setting-private-how = Askers can say otherwise each time.
setting-sure = How sure I must be to answer
setting-sure-how = Below it I offer headings, or say that there is no answer.
setting-cooldown = One person may ask again after
setting-roles = Who manages me
setting-default = { $value } (default)
setting-roles-shown = Discord shows my manager commands only to members with Manage Server. To show them to others too: Server Settings › Integrations › my name.
setting-everyone = I can't let everyone manage me. Choose a role that is given to the few who should, or give them Manage Server.
setting-unusable = That value can't be used. I changed nothing.
count-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
# At the end of a list of names.
count-more = { $count } more
audit-none = Nobody has changed anything yet.
# After the time and the name of the person.
audit-added = added an article
audit-changed = changed an article
audit-removed = removed an article
audit-rolled-back = restored an older version
audit-exported = exported
audit-reindexed = rebuilt the index
audit-taught = taught me
audit-untaught = undid something I was taught
audit-solved = marked questions as solved
audit-setting = changed a setting

## /stats

stats-questions = { $count ->
    [one] **1 question**
   *[other] **{ $count } questions**
}
# After the line above.
stats-days = { $count ->
    [one] in 1 day
   *[other] in { $count } days
}
stats-answered = answered: { $count } ({ $percent })
stats-not-sure = not sure: { $count } ({ $percent })
stats-no-answer = no answer: { $count } ({ $percent })
stats-bars = █ answered, ░ not answered
stats-votes = { $votes ->
    [one] **1 vote**
   *[other] **{ $votes } votes**
}: { $helpful } helpful ({ $percent }), { $other } not helpful
stats-sections = Sections that answered most

## What came of a question

nothing = The articles have no answer to that.
unknown-words = I couldn't find any of those words. Try rephrasing.
closest = Not sure I have this one. Closest topics:
not-covered = The articles don't cover that.
# $label names what is not covered.
not-covered-label = The articles don't cover that ({ $label }).
# $who begins with a capital letter.
not-covered-who = The articles don't cover that ({ $label }). { $who } may be able to help.
heading-related = Related questions:
heading-perhaps = Perhaps one of these helps:
heading-closest = Closest topics:
understood-as = Understood as: { $question }
# Before a sentence on what it is about.
disagreement-contradicts = Another passage says otherwise.
disagreement-qualifies = There is a limit to this.

## The answer card

button-page-back = ◀ Back
button-page-next = Next ▶
button-read-on = Read on
button-context = Context
button-less-context = Less context
button-sources = Sources
button-helpful = Helpful
button-not-helpful = Not helpful
button-read-article = Read article
button-share = Share
button-remove-answer = Remove
button-read-in-full = Read in full
menu-related = Related questions
menu-read-one = Read one of these
menu-closest = Closest topics
answer-changed = The articles have changed since this was posted. Here's what they say now.
answer-copy = Only the asker can page that answer, so here's your own copy.
# Above the question before.
answer-following-up = Following up on
answer-from-message = Looked up from a message, whose text I don't keep
# After "The articles are in English."
answer-quoted-as-written = I quote them as written.
answer-not-yours = Only the person who asked can remove that answer.
sources-none = This section cites no sources.
sources-works = What this section is based on:
sources-link = link
modal-missing = What was missing?
modal-missing-what = What did you want to know? (optional)
placeholder-missing = The people who keep the articles read this.

## How sure the evidence is

# In the line below a quote, and before what it means.
evidence-strong = strong evidence
evidence-moderate = moderate evidence
evidence-contested = contested evidence
evidence-practical = practical advice
evidence-strong-meaning = several good studies in people agree
evidence-moderate-meaning = few, small or indirect studies
evidence-contested-meaning = studies or experts disagree
evidence-practical-meaning = sensible, weakly tested
evidence-and-meaning = { $evidence }: { $meaning }

## /gaps

gaps-none = No open gaps: every question here had an answer, or nobody has asked yet.
# $kinds and $questions are counts.
gaps-summary = { $kinds }, { $questions } in all. Largest first.
count-kinds = { $count ->
    [one] 1 kind of question
   *[other] { $count } kinds of question
}
gaps-why-nothing = { $count } without an answer
gaps-why-closest = { $count } not sure
gaps-why-not-helpful = { $count } answered, and not helpful
# After these: $when is shown by Discord, as a day and a time.
gaps-last = last { $when }
gaps-missing = missing: { $what }
gaps-no-section = No section comes close.
gaps-near-sections = Nearest sections:
gaps-other-questions = other questions
gaps-no-such-section = I don't know that section. Type part of its heading and pick one of the suggestions.
gap-gone = That question is already closed. `/gaps list` shows the open ones.
menu-gap = Look at one
menu-teach-section = This section answers it
menu-teach-not-covered = The articles don't cover it
button-mark-solved = Mark as solved
button-all-questions = All questions
gaps-solved = { $count ->
    [one] Marked 1 question as solved.
   *[other] Marked { $count } questions as solved.
}
gaps-left = { $count ->
    [one] 1 like it stays open.
   *[other] { $count } like it stay open.
}
taught-wording = Learned: “{ $question }” is answered by the section you chose.
taught-not-covered = Learned: “{ $question }” is not covered by the articles.
taught-like = { $count ->
    [one] The same goes for 1 question like it.
   *[other] The same goes for { $count } questions like it.
}
taught-in-effect = It's in effect now.
taught-later = It's saved, and takes effect once the index is rebuilt.
taught-closed = { $count ->
    [one] 1 question closed.
   *[other] { $count } questions closed.
}
taught-undo = `/gaps taught` can undo it.
untaught = Undone.
untaught-later = Undone. It takes effect once the index is rebuilt.
taught-none = I haven't been taught anything here yet. `/gaps list` shows what to teach.
# In small letters below a question: what was taught, when, by whom.
taught-entry = { $what } · { $when } by { $who }
taught-answered-by = answered by { $section }
taught-under = not covered: { $label }
menu-undo = Undo one
gaps-nothing-to-export = Nothing to export: no question is waiting for an answer.
gaps-exported = { $count ->
    [one] Here is 1 question.
   *[other] Here are { $count } questions.
}

## /content

content-none = This server has no articles of its own yet. `/content add` takes a file or opens a form to type one.
# $when is shown by Discord, $who is a mention.
content-entry = version { $version }, { $when } by { $who }
# $change is one of the four below.
content-shown = version { $version } of { $newest }, { $change } { $when } by { $who }
content-file = { $words }. The attached file is the saved text.
count-words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
menu-see-version = See what a version changed
content-version-name = Version { $version }
content-version-line = **{ $version }** { $change } { $when } by { $who }
content-compared = **{ $title }**, version { $version }
content-no-change = No word has changed.
content-diff = { $added } added (**bold**), { $removed } removed (~~struck through~~):
content-diff-cut = There's more than fits here.
# What a version did to its article.
change-added = added
change-changed = changed
change-removed-kind = removed
change-back = back to version { $version }
button-history = History
button-remove-article = Remove
button-back-to-version = Go back to version { $version }
content-nothing-to-export = This server has no articles of its own yet.
content-no-article = This server has no such article. `/content list` shows those it has.
content-no-version = There is no such version, or the article was removed in it. `/content history` shows those there are.
content-exported = { $count ->
    [one] Here it is.
   *[other] Here are all { $count } articles, a Markdown file each.
}
# $who is a mention.
draft-overtaken-removed = **Not approved yet**: { $who } removed that article in the meantime (version { $version }). Approve again to bring it back with this text.
draft-overtaken-changed = **Not approved yet**: { $who } changed that article in the meantime. Compare version { $version } in `/content history`; approve again to replace it with this text.
draft-new = a new article
draft-replaces = replaces version { $version }
draft-size = { $sections } and { $passages }
count-sections = { $count ->
    [one] 1 section
   *[other] { $count } sections
}
draft-no-heading = (before the first heading)
draft-sections = Sections
draft-left-out = Left out
draft-problems = Needs fixing
draft-duplicates = Possible duplicates
draft-duplicate = { $heading }: { $percent }% is already in “{ $title }”
draft-attached = The attached file is the text as it would be saved. Nobody sees it until you approve it, and drafts are deleted after a day.
draft-dropped = { $reason }: { $lines }, as “{ $example }”
count-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
draft-problem-line = line { $line }: { $what }
button-approve = Approve
button-cancel = Cancel
draft-gone = That draft is gone: it was approved or cancelled, or it's older than a day. Please add it again.
draft-cancelled = Cancelled. Nothing was changed.
changed-meanwhile = Someone else changed that article in the meantime, so I changed nothing. Please take a look and try again.
upload-refused = I can't take that.
upload-endings = I take .md, .txt, .html, .docx and .pdf files.
upload-elsewhere = It doesn't come from where Discord keeps files, so I didn't fetch it.
upload-gone = Discord doesn't have it any more. Please upload it again.
upload-unreachable = I couldn't get it from Discord. Please try again in a moment.
upload-no-article = There is no article in it.
upload-too-long = That makes { $passages } passages; an article can have { $most } at most. Please split it into several.
upload-too-many = This server has { $most } articles, which is as many as it may have.
upload-too-many-drafts = { $most } drafts wait for approval already. `/content list` shows them: approve or cancel some first.
upload-library-full = This server's articles would be more than { $most } MiB together, which is all they may be.
upload-too-large = It is larger than { $most } MiB. Please split it into several articles.
upload-empty = There is nothing in it.
# $kind and $what are one of the texts below, on what is wrong in a file.
upload-not-text = Whatever its name says, it is { $kind }.
upload-unreadable = I can't read it: { $what }.
upload-line = Line { $line }: { $what }.
# Why lines of a page were left out.
dropped-navigation = navigation
dropped-contents = list of the page's own headings
dropped-related = titles of other pages or products
dropped-sharing = share and follow buttons
dropped-comments = comment form
dropped-newsletter = newsletter form
dropped-cookies = cookie notice
dropped-credit = picture credit
dropped-caption = picture caption
dropped-contact = address, phone, mail or web address
dropped-promotion = promotion of its own site
dropped-legal = legal notice
dropped-byline = author, day or reading time
dropped-teaser = talk about the page itself
dropped-asker = the asker's words, which are no answer
dropped-empty-heading = heading with nothing below it
dropped-outside = outside the main text
dropped-outside-link = link outside the main text
# What was exported or rebuilt.
audit-target-gaps = gaps
audit-target-all = all articles
audit-target-own = this server's own
audit-target-shared = shared by all servers

## What is wrong in a file

# In small letters and without a full stop: after "line 3: " or the name of a file. $error is what a library or the
# operating system says, in its own words.
problem-unreadable = could not read it: { $error }
problem-too-large = larger than { $most } MiB; split it into several articles
problem-empty = empty
problem-nested-too-deep = folders nested deeper than { $most } are not read
problem-linked-folder = a link to a folder is not followed; put the files here, or links to the files
problem-link-outside = a link that leads outside the content folder is not followed; put the file here
problem-not-regular-file = not a regular file
# $files are names of files.
problem-unread-format = { $count ->
    [one] 1 file ({ $files }) is not read, since they end in `{ $ending }`
   *[other] { $count } files ({ $files }) are not read, since they end in `{ $ending }`
}
problem-unread-beside = { $count ->
    [one] 1 file ({ $files }) is not read, since there is a folder `articles`: only what lies in it is
   *[other] { $count } files ({ $files }) are not read, since there is a folder `articles`: only what lies in it is
}
# $reason is one of the reasons above why lines are left out, $first the text of the first one.
problem-left-out = { $count ->
    [one] 1 line was left out, the first as { $reason }: { $first }; `engram import { $file } --out DRAFTS --all` lists them
   *[other] { $count } lines were left out, the first as { $reason }: { $first }; `engram import { $file } --out DRAFTS --all` lists them
}
problem-same-id = another article has the id `{ $id }`; this one is `{ $unique }`
problem-same-slug = another article has the slug `{ $slug }`
problem-no-such-article = there is no article `{ $slug }`
problem-no-such-section = `{ $slug }` has no section `{ $anchor }`
# A file of settings is no TOML; here the parser's words are enough.
problem-toml = { $error }
problem-invalid-reference = reference `{ $key }`: { $error }
# The fit says how sure the bot is of an answer.
problem-calibration = { $error }; the fit shipped with the program is used; fit it again with `engram eval --fit`
problem-empty-value = `{ $key }` is empty: leave it out instead
problem-control-character = `{ $key }` has a line break or a control character: one line is expected
problem-value-too-long = `{ $key }` has { $chars } characters, { $most } are the most
problem-too-many-examples = `examples` has { $number } questions, { $most } are the most
problem-no-language-code = `language` is { $code }: expected a code such as en, de or pt-BR
# Front matter is the part between `+++` and `+++` at the head of a file.
problem-front-matter-unclosed = front matter is opened with `+++` and never closed; the file is not complete
problem-front-matter = front matter: { $error }
problem-foreign-front-matter = front matter cannot be read: { $error }
problem-no-title = front matter has no title
problem-no-text = no text follows the front matter
problem-nothing-left = no text is left after cleaning
problem-only-links = nothing but links to other pages, as a menu has; take those pages instead
problem-no-sentence = there is not one sentence in it; it may be a menu rather than a text
problem-bare-heading = there is no text under the heading `{ $heading }`; the file may not be complete
problem-unknown-reference = reference `{ $key }` is not in references.toml
problem-malformed-link = `with = "{ $with }"` is not of the form `article#section`
problem-picture = a picture cannot be shown
problem-named-picture = a picture cannot be shown: { $name }
problem-element = `{ $name }` cannot be shown
problem-comment-unclosed = a comment is opened with `<!--` and never closed: all after it is hidden
problem-unknown-grade = unknown grade `{ $grade }`: expected strong, moderate, contested or practical
problem-unknown-note = cannot read `{ $note }`: expected `grade: WORD` or `refs: KEY, KEY`
problem-damaged-document = a damaged document; open it in a word processor and save it again
problem-document-without-text = a document without text in it
problem-encrypted-document = a document with a password; save it without one
problem-not-docx = not a DOCX document; save it as DOCX or as text
problem-pdf-without-program = a PDF, which only the program `engram` itself can read
problem-pdf-outside-unix = a PDF, which is read on Unix alone
problem-pdf-without-text = a PDF without text in it, such as scanned pages; run text recognition on it first
problem-pdf-without-process = a PDF that could not be read: no process for it: { $error }
problem-pdf-failed = a PDF that could not be read: { $error }
problem-encrypted-pdf = a PDF with a password; save it without one
problem-damaged-pdf = a damaged PDF; open it and save it again
problem-pdf-too-costly = a PDF that needs more memory or time than it may take (1 GiB, 20 s); print it to a new PDF, or save its text
problem-not-its-encoding = not the { $encoding } that it says it is; save it as UTF-8
problem-binary = binary, not text
problem-control-characters = holds characters that only programs use; it is binary, not text
problem-cut-off = cut off within a character; the file is not complete
problem-not-utf8 = not UTF-8; save it as UTF-8
problem-no-encoding = declares no encoding; save it as UTF-8
problem-wrong-encoding = declares the encoding { $declared }, and is not in it; save it as UTF-8
problem-guessed-encoding = declares no encoding; it was read as { $encoding }: check letters with accents
problem-read-in-other-encoding = declares the encoding { $declared }, and is not in it; it was read as { $encoding }: check letters with accents
# What a file is that is no text.
file-kind-zip = an archive (ZIP, or a document in one)
file-kind-archive = an archive ({ $format })
file-kind-program = a program
file-kind-script = a script
file-kind-pdf = a PDF
file-kind-rtf = a word processor's document (RTF)
file-kind-document = a word processor's document
file-kind-picture = a picture
file-kind-picture-or-recording = a picture or a recording
file-kind-recording = a recording
file-kind-database = a database

## Rebuilding an index

rebuild-running = Rebuilding the index. I'll keep answering from the old one meanwhile.
rebuild-own-running = Rebuilding this server's index …
rebuild-reading = Articles: { $done } of { $total }
rebuild-encoding = Passages encoded: { $done } of { $total }
rebuild-writing = Passages written: { $done } of { $total }
rebuild-done = Done in { $seconds } s: { $articles }, { $passages }.
count-articles = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
count-passages = { $count ->
    [one] 1 passage
   *[other] { $count } passages
}
# Before names of articles.
rebuild-new = New
rebuild-changed = Changed
rebuild-removed = Removed
rebuild-nothing = Nothing has changed.
rebuild-gaps-closed = { $count ->
    [one] One question that had no answer now has one; I closed its gap.
   *[other] { $count } questions that had no answer now have one; I closed their gaps.
}
rebuild-problems = Needs fixing ({ $count })
rebuild-failed = That didn't work. I'm still answering from the old index.
rebuild-waits = I couldn't rebuild the index just now, so I'm still answering from the old one. I'll try again on my own.
# $title is that of an article.
change-approved = Approved { $title }.
change-approved-version = Approved { $title } as version { $version }.
change-removed = Removed { $title }.
change-rolled-back = { $title } is back to version { $to }, saved as version { $version }.
change-saved = It's saved.
button-bring-back = Bring it back

## Small talk

greeting = Hi! Ask me a question, and I'll look it up in the articles.
greeting-about = Hi! Ask me about { $subject }.
thanks = You're welcome.
goodbye = Bye, and come back with questions.
about-the-bot = I'm { $name }. I look up your question in a set of articles and show you what they say, word for word, with the source. Where they have no answer, I say so. Ask in your own words.
about-the-bot-on = I'm { $name }. I look up your question in a set of articles on { $subject } and show you what they say, word for word, with the source. Where they have no answer, I say so. Ask in your own words.
reaction = Ask away whenever you like.
unhappy = Sorry that this was no help. Please try other words, or a shorter question: I only find what's in the articles.
unhappy-on = Sorry that this was no help. Please try other words, or a shorter question: I only find what's in the articles on { $subject }.
ask-something = Ask me something in your own words.
# $example has no question mark.
ask-something-example = Ask me something, for example: { $example }?

## Settings

settings-title = Settings
# $channels are what the operator has chosen.
setting-channels-how-chosen = Elsewhere I answer privately, and mentions not at all. With no channel picked I answer in { $channels }.
setting-cooldown-how = How soon the same person may ask again.
setting-forums = Forums where I answer new posts by myself
setting-forums-how = Once for each new post, and only if I am sure. I read its title, and its first message where Discord lets me.
setting-roles-locked = Only members with Manage Server can change this.
menu-all-channels = All channels
menu-no-forum = No forum
menu-no-role = Only members with Manage Server
choice-for-everyone = For everyone in the channel
choice-for-asker = Only for the asker
choice-careful = Careful
# How sure I must be to answer.
choice-careful-means = Fewer answers, and fewer wrong ones: from { $percent }% sure
choice-balanced = Balanced
choice-balanced-means = The default: from { $percent }% sure
choice-generous = Generous
choice-generous-means = More answers, and more wrong ones: from { $percent }% sure
button-audit = Audit log
count-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}

## Articles of a server: adding, editing, drafts, search

command-content-edit = Change the text of an article
command-content-drafts = What is waiting for approval
command-content-list-search = Only articles with these words in the title
modal-add = Add articles
modal-edit = Edit an article
modal-files = Files
# The line below a label of a modal: 100 characters.
field-files = Up to ten .md, .txt, .html, .docx or .pdf files, each an article of its own
modal-title = Or a title
field-title = The title of an article that you type below
modal-text = Text
field-text = Markdown works: make each heading a question
field-edit = In Markdown. You see a preview before anything changes.
add-nothing = There was nothing to add: pick a file, or type a text.
edit-too-long = **{ $title }** is too long to edit here. Change the attached file and upload it with `/content add`.
edit-no-change = The text is still the same, so I changed nothing.
drafts-none = No drafts are waiting for approval.
drafts-waiting = { $count ->
    [one] **1 draft is waiting for approval.**
   *[other] **{ $count } drafts are waiting for approval.**
}
menu-open-draft = Open a draft
choice-new-article = A new article
choice-replaces = Replaces version { $version }
button-drafts = All drafts
button-edit = Edit
# $words are what was looked for.
list-found = { $count ->
    [one] 1 article matches “{ $words }”.
   *[other] { $count } articles match “{ $words }”.
}
list-narrow = There are more than fit here. Add a word to see fewer.

## First use in a server

# Posted once to a server that I was added to.
welcome = Hi, thanks for adding me! I answer questions with exact quotes from a set of articles, each with its source. Ask with `/ask`, or mention me. Managers choose my channels in `/settings` and can add articles of this server with `/content add`.
welcome-about = Hi, thanks for adding me! I answer questions about { $subject } with exact quotes from a set of articles, each with its source. Ask with `/ask`, or mention me. Managers choose my channels in `/settings` and can add articles of this server with `/content add`.
