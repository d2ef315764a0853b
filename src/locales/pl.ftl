### What the bot says, in Polish. en.ftl explains the keys.

## Descriptions of commands and options

command-ask = Zadaj pytanie i dostań dokładne cytaty z artykułów
command-ask-about = Zadaj pytanie ({ $subject }): dokładne cytaty z artykułów
command-ask-question = Twoje pytanie, własnymi słowami
command-ask-private = Pokaż odpowiedź tylko tobie
command-articles = Przeglądaj i czytaj artykuły
command-articles-article = Artykuł do otwarcia
command-help = Co potrafię i jak pytać
command-privacy = Co o tobie przechowuję; zobacz lub usuń
command-about = Wersja, wiek indeksu, licencje źródeł

command-content = Zarządzaj własnymi artykułami tego serwera
command-content-add = Dodaj lub zastąp artykuł: prześlij plik albo wpisz tekst
command-content-add-file = Plik .md, .txt, .html, .docx lub .pdf; bez pliku wpiszesz artykuł
command-content-list = Artykuły tego serwera i szkice czekające na zatwierdzenie
command-content-show = Przeczytaj zapisany artykuł lub jego starszą wersję
command-content-history = Wersje artykułu: kto, kiedy i co się zmieniło
command-content-remove = Usuń artykuł; można go przywrócić
command-content-rollback = Wróć do starszej wersji artykułu
command-content-export = Pobierz artykuł lub wszystkie jako pliki Markdown
command-content-article = Artykuł
command-content-version = Numer wersji

command-reindex = Przebuduj indeks; w tym czasie odpowiadam ze starego
command-reindex-library = Które artykuły; domyślnie własne tego serwera
choice-library-own = własne tego serwera
choice-library-shared = wspólne dla wszystkich (na serwerze głównym)

command-gaps = Pytania, na które artykuły nie miały dobrej odpowiedzi
command-gaps-list = Przejrzyj je, pogrupowane według podobieństwa, i naucz mnie
command-gaps-teach = Wskaż sekcję, która odpowiada na pytanie
command-gaps-teach-question = Jedno z pytań czekających na odpowiedź
command-gaps-teach-section = Sekcja z odpowiedzią, według nagłówka
command-gaps-taught = Czego mnie tu nauczono i jak to cofnąć
command-gaps-export = Wszystkie jako plik CSV

command-stats = Ile tu pytano i jak dobrze na to odpowiedziano
command-stats-days = Ile dni wstecz; domyślnie 30

command-settings = Jak zachowuję się na tym serwerze

## What went wrong, or has to wait

fault = Przepraszam, coś poszło nie tak po mojej stronie. Jeśli to się powtórzy, podaj właścicielowi bota ten kod: `{ $code }`
busy = Dostaję teraz bardzo dużo pytań i nie nadążam. Spróbuj ponownie za minutę.
slow-down-person = Trochę wolniej, proszę.
slow-down-channel = Na tym kanale pada teraz bardzo dużo pytań.
slow-down-guild = Na tym serwerze pada teraz bardzo dużo pytań.
try-again-seconds = { $seconds ->
    [one] Spróbuj ponownie za sekundę.
    [few] Spróbuj ponownie za { $seconds } sekundy.
   *[other] Spróbuj ponownie za { $seconds } sekund.
}
try-again-minutes = { $minutes ->
    [one] Spróbuj ponownie za minutę.
    [few] Spróbuj ponownie za { $minutes } minuty.
   *[other] Spróbuj ponownie za { $minutes } minut.
}
stale = Ten przycisk jest już nieaktualny. Zadaj pytanie jeszcze raz.
private-answer-not-sent = Wolę odpowiedzieć na to prywatnie, ale nie udało mi się wysłać ci wiadomości prywatnej. Użyj tutaj `/ask`, a odpowiedź zobaczysz tylko ty.
unknown-command = Nie mam już takiego polecenia. `/help` pokaże, co potrafię.
no-text = W tej wiadomości nie ma tekstu, którego mogę poszukać.
share-elsewhere = Na tym kanale odpowiadam tylko prywatnie, więc nie mogę tego tutaj udostępnić.
store-unavailable = Moja baza danych jest niedostępna. Nic się nie zmieniło i nadal mogę odpowiadać na pytania. Spróbuj ponownie za chwilę.
denied-outside-guild = To działa tylko na serwerze, dla osób, które nim zarządzają.
denied-elsewhere = Wspólnymi artykułami można zarządzać tylko na moim serwerze głównym.
denied-not-manager = Do tego potrzebujesz uprawnienia „Zarządzanie serwerem” albo roli wybranej w `/settings`.
denied-not-server-manager = Potrzebujesz do tego uprawnienia „Zarządzanie serwerem”.

## Votes

vote-helpful = Cieszę się, że to pomogło.
vote-not-helpful = Dzięki za informację. To pokazuje, czego artykułom brakuje.

## /help

help-intro = Odpowiadam na pytania **dokładnymi cytatami** z artykułów, każdy z podanym źródłem. Jeśli nie ma w nich odpowiedzi, mówię o tym.
help-intro-about = Odpowiadam na pytania (temat: { $subject }) **dokładnymi cytatami** z artykułów, każdy z podanym źródłem. Jeśli nie ma w nich odpowiedzi, mówię o tym.
help-examples = **Wypróbuj jedno z tych**:
help-ask = **Pytaj** przez { $ask }, wspominając o mnie, odpowiadając mi (pamiętam twoje ostatnie pytanie), w wiadomości prywatnej albo przez **Aplikacje › Find an answer** przy dowolnej wiadomości.
help-read-on = **Czytaj dalej** za pomocą przycisków: więcej fragmentów, tekst wokół cytatu, źródła.
help-browse = **Przeglądaj** przez { $articles }.
help-vote = **Powiedz mi**, czy to pomogło: to pokazuje, czego artykułom brakuje.
help-more = { $privacy } mówi, co przechowuję, { $about } mówi, czym jestem.

## /privacy

privacy-read = **Co czytam**: to, o co mnie pytasz; a przy **Find an answer**, albo gdy wspomnisz o mnie w odpowiedzi bez pytania, tę jedną wiadomość. Jej tekstu nigdy nie przechowuję. Na wybranych do tego forach czytam też nowe posty i ich nie przechowuję. Innych wiadomości nie czytam.
privacy-keep = **Co przechowuję**: pytanie, na które artykuły nie miały dobrej odpowiedzi, przez { $gap_days } dni, żeby można je było ulepszyć, razem z tym, czego według ciebie brakowało; twoje oceny odpowiedzi, przez { $vote_days } dni; oraz przez { $answer_days } dni, która moja wiadomość odpowiada na którą twoją, żeby po edycji lub usunięciu pytania to samo stało się z odpowiedzią. Wszystko jest zapisane pod pseudonimem, nigdy pod twoją nazwą; klucz ma tylko osoba, która mnie prowadzi. Pytania z dobrą odpowiedzią są liczone, a nie przechowywane; liczniki znikają po { $count_days } dniach. Pytanie, którego nauczyli mnie zarządzający, zostaje na ich serwerze, dopóki tego nie cofną, bez niczego, co prowadzi do ciebie. W moim dzienniku są identyfikatory i długości, nigdy tekst.
privacy-memory = Tylko w pamięci, do mojego ponownego uruchomienia: kiedy padło twoje ostatnie pytanie, żeby nikt mnie nie zasypał.
privacy-servers = **Dla serwerów**: ich własne artykuły (każda wersja z informacją, kto ją zapisał) i ustawienia oraz przez { $audit_days } dni dziennik, kto co zmienił. { $grace_days } dni po usunięciu mnie z serwera wszystko to jest usuwane, także pytania i oceny; dodanie mnie wcześniej z powrotem wszystko zachowuje.
privacy-nothing = Obecnie nie przechowuję niczego o tobie.
privacy-no-questions = Obecnie nie przechowuję twoich pytań ani ocen.
privacy-yours = **Twoje w tej chwili**: { $what }.
count-questions = { $count ->
    [one] { $count } pytanie
    [few] { $count } pytania
   *[other] { $count } pytań
}
count-votes = { $count ->
    [one] { $count } ocena
    [few] { $count } oceny
   *[other] { $count } ocen
}
count-answered-messages = { $count ->
    [one] { $count } wiadomość z odpowiedzią
    [few] { $count } wiadomości z odpowiedzią
   *[other] { $count } wiadomości z odpowiedzią
}
privacy-managers = To, co robisz jako osoba zarządzająca, zostaje w dziennikach tych serwerów i nie jest tu usuwane.
button-delete-mine = Usuń moje dane
forgotten = Usunięto: nie przechowuję już żadnego twojego pytania ani oceny. To, czego zarządzający nauczyli mnie z twoich pytań, zostaje na ich serwerze, bez niczego, co prowadzi do ciebie; to, co robisz jako osoba zarządzająca, zostaje w dziennikach tych serwerów.

## /about

about-intro = **{ $name }** odpowiada dokładnymi cytatami z { $articles ->
    [one] { $articles } artykułu
   *[other] { $articles } artykułów
}. Nie działa tu żaden model językowy, który pisze tekst, i nie jest wywoływana żadna inna usługa.
about-intro-on = **{ $name }** odpowiada dokładnymi cytatami z { $articles ->
    [one] { $articles } artykułu
   *[other] { $articles } artykułów
} na temat: { $subject }. Nie działa tu żaden model językowy, który pisze tekst, i nie jest wywoływana żadna inna usługa.
about-read = Artykuły zostały ostatnio wczytane { $when }.
about-license = Licencja artykułów: { $license }
articles-language = { $language ->
    [ar] Artykuły są po arabsku.
    [cs] Artykuły są po czesku.
    [da] Artykuły są po duńsku.
    [de] Artykuły są po niemiecku.
    [en] Artykuły są po angielsku.
    [es] Artykuły są po hiszpańsku.
    [fi] Artykuły są po fińsku.
    [fr] Artykuły są po francusku.
    [it] Artykuły są po włosku.
    [ja] Artykuły są po japońsku.
    [ko] Artykuły są po koreańsku.
    [nl] Artykuły są po niderlandzku.
    [no] Artykuły są po norwesku.
    [pl] Artykuły są po polsku.
    [pt] Artykuły są po portugalsku.
    [ru] Artykuły są po rosyjsku.
    [sv] Artykuły są po szwedzku.
    [tr] Artykuły są po turecku.
    [uk] Artykuły są po ukraińsku.
    [zh] Artykuły są po chińsku.
   *[other] Język artykułów: { $language }.
}

## /articles

articles-none = Nie ma jeszcze żadnych artykułów.
menu-open-article = Otwórz artykuł
button-all-articles = Wszystkie artykuły
menu-read-section = Przeczytaj sekcję
articles-by = autorstwa: { $authors }
articles-updated = zaktualizowano { $day }
articles-part = część { $part } z { $parts }
button-previous = Poprzednia
button-next = Następna
page-of = { $page } z { $pages }

## /settings

setting-channels = Kanały, na których odpowiadam
setting-channels-how = Gdzie indziej odpowiadam prywatnie, a na wzmianki wcale. Gdy nie wybrano żadnego kanału, odpowiadam na wszystkich.
setting-private = Odpowiedzi na `/ask`
setting-private-how = Pytający może za każdym razem wybrać inaczej.
setting-sure = Jaką muszę mieć pewność, by odpowiedzieć
setting-sure-how = Poniżej proponuję nagłówki albo mówię, że nie ma odpowiedzi.
setting-cooldown = Ta sama osoba może znów zapytać po
setting-roles = Kto mną zarządza
setting-default = { $value } (domyślnie)
setting-roles-shown = Discord pokazuje moje polecenia do zarządzania tylko członkom z „Zarządzanie serwerem”. Żeby widzieli je też inni: Ustawienia serwera › Integracje › moja nazwa.
setting-everyone = Nie mogę pozwolić, żeby zarządzali mną wszyscy. Wybierz rolę dla tych nielicznych, którzy powinni, albo daj im „Zarządzanie serwerem”.
setting-unusable = Tej wartości nie można użyć. Nic się nie zmieniło.
count-seconds = { $count ->
    [one] { $count } sekunda
    [few] { $count } sekundy
   *[other] { $count } sekund
}
count-more = i { $count } więcej
audit-none = Nikt jeszcze niczego nie zmienił.
audit-added = dodał(a) artykuł
audit-changed = zmienił(a) artykuł
audit-removed = usunął/usunęła artykuł
audit-rolled-back = przywrócił(a) starszą wersję
audit-exported = wyeksportował(a)
audit-reindexed = przebudował(a) indeks
audit-taught = nauczył(a) mnie czegoś
audit-untaught = cofnął/cofnęła coś, czego mnie nauczono
audit-solved = oznaczył(a) pytania jako rozwiązane
audit-setting = zmienił(a) ustawienie

## /stats

stats-questions = { $count ->
    [one] **{ $count } pytanie**
    [few] **{ $count } pytania**
   *[other] **{ $count } pytań**
}
stats-days = { $count ->
    [one] w { $count } dzień
    [few] w { $count } dni
   *[other] w { $count } dni
}
stats-answered = z odpowiedzią: { $count } ({ $percent })
stats-not-sure = bez pewności: { $count } ({ $percent })
stats-no-answer = bez odpowiedzi: { $count } ({ $percent })
stats-bars = █ z odpowiedzią, ░ bez odpowiedzi
stats-votes = { $votes ->
    [one] **{ $votes } ocena**
    [few] **{ $votes } oceny**
   *[other] **{ $votes } ocen**
}: pomocne { $helpful } ({ $percent }), niepomocne { $other }
stats-sections = Sekcje, które odpowiadały najczęściej

## What came of a question

nothing = Artykuły nie mają na to odpowiedzi.
unknown-words = Nie udało mi się znaleźć żadnego z tych słów. Spróbuj innych.
closest = Nie mam pewności, czy to tu jest. Najbliższe tematy:
not-covered = Artykuły o tym nie mówią.
not-covered-label = Artykuły o tym nie mówią ({ $label }).
not-covered-who = Artykuły o tym nie mówią ({ $label }). Może pomóc: { $who }.
heading-related = Powiązane pytania:
heading-perhaps = Może pomoże coś z tego:
heading-closest = Najbliższe tematy:
understood-as = Zrozumiano jako: { $question }
disagreement-contradicts = Inny fragment mówi co innego.
disagreement-qualifies = To ma swoje granice.

## The answer card

button-page-back = ◀ Wstecz
button-page-next = Dalej ▶
button-read-on = Czytaj dalej
button-context = Kontekst
button-less-context = Mniej kontekstu
button-sources = Źródła
button-helpful = Pomocne
button-not-helpful = Niepomocne
button-read-article = Czytaj artykuł
button-share = Udostępnij
button-remove-answer = Usuń
button-read-in-full = Przeczytaj całość
menu-related = Powiązane pytania
menu-read-one = Przeczytaj coś z tego
menu-closest = Najbliższe tematy
answer-changed = Od tamtej pory artykuły się zmieniły. Oto, co mówią teraz.
answer-copy = Tylko osoba, która zapytała, może przewijać strony tej odpowiedzi, więc oto twoja własna kopia.
answer-following-up = W nawiązaniu do
answer-from-message = Znalezione na podstawie wiadomości, której tekstu nie zapisuję
answer-quoted-as-written = Cytuję je słowo w słowo.
answer-not-yours = Tylko osoba, która zapytała, może usunąć tę odpowiedź.
sources-none = Ta sekcja nie podaje źródeł.
sources-works = Na czym opiera się ta sekcja:
sources-link = link
modal-missing = Czego zabrakło?
modal-missing-what = Czego chcesz się dowiedzieć? (opcjonalnie)
placeholder-missing = Czytają to osoby, które dbają o artykuły.

## How sure the evidence is

evidence-strong = mocne dowody
evidence-moderate = umiarkowane dowody
evidence-contested = sporne
evidence-practical = praktyczna rada
evidence-strong-meaning = kilka dobrych badań na ludziach jest zgodnych
evidence-moderate-meaning = badania nieliczne, małe lub pośrednie
evidence-contested-meaning = badania lub eksperci się nie zgadzają
evidence-practical-meaning = rozsądna, słabo sprawdzona
evidence-and-meaning = { $evidence }: { $meaning }

## /gaps

gaps-none = Nie ma otwartych luk: każde pytanie miało tu odpowiedź albo nikt jeszcze nie pytał.
gaps-summary = { $kinds }, łącznie { $questions }. Od największych.
count-kinds = { $count ->
    [one] { $count } rodzaj pytań
    [few] { $count } rodzaje pytań
   *[other] { $count } rodzajów pytań
}
gaps-why-nothing = bez odpowiedzi: { $count }
gaps-why-closest = bez pewności: { $count }
gaps-why-not-helpful = z odpowiedzią, która nie pomogła: { $count }
gaps-last = ostatnie { $when }
gaps-missing = zabrakło: { $what }
gaps-no-section = Żadna sekcja nie jest wystarczająco blisko.
gaps-near-sections = Najbliższe sekcje:
gaps-other-questions = inne pytania
gaps-no-such-section = Nie znam tej sekcji. Wpisz część jej nagłówka i wybierz jedną z podpowiedzi.
gap-gone = To pytanie jest już zamknięte. `/gaps list` pokazuje otwarte.
menu-gap = Zobacz jedno z nich
menu-teach-section = Odpowiada na to ta sekcja
menu-teach-not-covered = Artykuły o tym nie mówią
button-mark-solved = Oznacz jako rozwiązane
button-all-questions = Wszystkie pytania
gaps-solved = { $count ->
    [one] Oznaczono { $count } pytanie jako rozwiązane.
    [few] Oznaczono { $count } pytania jako rozwiązane.
   *[other] Oznaczono { $count } pytań jako rozwiązane.
}
gaps-left = { $count ->
    [one] { $count } podobne pozostaje otwarte.
    [few] { $count } podobne pozostają otwarte.
   *[other] { $count } podobnych pozostaje otwartych.
}
taught-wording = Zapamiętane: na „{ $question }” odpowiada wybrana sekcja.
taught-not-covered = Zapamiętane: artykuły nie mówią o „{ $question }”.
taught-like = { $count ->
    [one] To samo dotyczy { $count } podobnego pytania.
    [few] To samo dotyczy { $count } podobnych pytań.
   *[other] To samo dotyczy { $count } podobnych pytań.
}
taught-in-effect = Działa od teraz.
taught-later = Zapisane; zacznie działać po przebudowaniu indeksu.
taught-closed = { $count ->
    [one] Zamknięto { $count } pytanie.
    [few] Zamknięto { $count } pytania.
   *[other] Zamknięto { $count } pytań.
}
taught-undo = Można to cofnąć przez `/gaps taught`.
untaught = Cofnięte.
untaught-later = Cofnięte. Zacznie działać po przebudowaniu indeksu.
taught-none = Nikt mnie tu jeszcze niczego nie nauczył. `/gaps list` pokazuje, czego można mnie nauczyć.
taught-entry = { $what } · { $when } przez { $who }
taught-answered-by = odpowiada { $section }
taught-under = poza tematem: { $label }
menu-undo = Cofnij jedną z nauk
gaps-nothing-to-export = Nie ma czego eksportować: żadne pytanie nie czeka na odpowiedź.
gaps-exported = { $count ->
    [one] Oto { $count } pytanie.
    [few] Oto { $count } pytania.
   *[other] Oto { $count } pytań.
}

## /content

content-none = Ten serwer nie ma jeszcze własnych artykułów. `/content add` przyjmuje plik albo otwiera okno do wpisania tekstu.
content-entry = wersja { $version }, { $when }, { $who }
content-shown = wersja { $version } z { $newest }, { $change } { $when }, { $who }
content-file = { $words }. Załączony plik to zapisany tekst.
count-words = { $count ->
    [one] { $count } słowo
    [few] { $count } słowa
   *[other] { $count } słów
}
menu-see-version = Zobacz, co zmieniła dana wersja
content-version-name = Wersja { $version }
content-version-line = **{ $version }** { $change } { $when }, { $who }
content-compared = **{ $title }**, wersja { $version }
content-no-change = Nie zmieniło się ani jedno słowo.
content-diff = Dodano: { $added } (**pogrubione**), usunięto: { $removed } (~~przekreślone~~):
content-diff-cut = Jest tego więcej, niż się tu mieści.
change-added = dodano
change-changed = zmieniono
change-removed-kind = usunięto
change-back = powrót do wersji { $version }
button-history = Historia
button-remove-article = Usuń
button-back-to-version = Wróć do wersji { $version }
content-nothing-to-export = Ten serwer nie ma jeszcze własnych artykułów.
content-no-article = Ten serwer nie ma takiego artykułu. `/content list` pokazuje te, które ma.
content-no-version = Nie ma takiej wersji albo artykuł został w niej usunięty. `/content history` pokazuje dostępne wersje.
content-exported = { $count ->
    [one] Oto on.
    [few] Oto wszystkie { $count } artykuły, każdy jako plik Markdown.
   *[other] Oto wszystkie artykuły ({ $count }), każdy jako plik Markdown.
}
draft-overtaken-removed = **Jeszcze nie zatwierdzono**: w międzyczasie artykuł został usunięty przez { $who } (wersja { $version }). Zatwierdź jeszcze raz, żeby przywrócić go z tym tekstem.
draft-overtaken-changed = **Jeszcze nie zatwierdzono**: w międzyczasie artykuł został zmieniony przez { $who }. Porównaj wersję { $version } w `/content history`; zatwierdź jeszcze raz, żeby zastąpić ją tym tekstem.
draft-new = nowy artykuł
draft-replaces = zastępuje wersję { $version }
draft-size = { $sections } i { $passages }
count-sections = { $count ->
    [one] { $count } sekcja
    [few] { $count } sekcje
   *[other] { $count } sekcji
}
draft-no-heading = (przed pierwszym nagłówkiem)
draft-sections = Sekcje
draft-left-out = Pominięto
draft-problems = Do poprawy
draft-duplicates = Możliwe powtórzenia
draft-duplicate = { $heading }: { $percent } % jest już w „{ $title }”
draft-attached = Załączony plik to tekst w postaci, w jakiej zostanie zapisany. Nikt go nie zobaczy, dopóki go nie zatwierdzisz, a szkice są usuwane po jednym dniu.
draft-dropped = { $reason }: { $lines }, np. „{ $example }”
count-lines = { $count ->
    [one] { $count } wiersz
    [few] { $count } wiersze
   *[other] { $count } wierszy
}
draft-problem-line = wiersz { $line }: { $what }
button-approve = Zatwierdź
button-cancel = Anuluj
draft-gone = Tego szkicu już nie ma: został zatwierdzony albo anulowany, albo ma więcej niż jeden dzień. Dodaj go jeszcze raz.
draft-cancelled = Anulowano. Nic się nie zmieniło.
changed-meanwhile = W międzyczasie ktoś inny zmienił ten artykuł, więc nic nie zmieniam. Zajrzyj do niego i spróbuj ponownie.
upload-refused = Nie mogę tego przyjąć.
upload-endings = Przyjmuję pliki .md, .txt, .html, .docx i .pdf.
upload-elsewhere = Nie pochodzi z miejsca, w którym Discord trzyma pliki, więc nie został pobrany.
upload-gone = Discord już go nie ma. Prześlij go jeszcze raz.
upload-unreachable = Nie udało się pobrać go z Discorda. Spróbuj ponownie za chwilę.
upload-no-article = Nie ma w nim artykułu.
upload-too-long = Daje tyle fragmentów: { $passages }, a artykuł może mieć najwyżej { $most }. Podziel go na kilka.
upload-too-many = Ten serwer ma już tyle artykułów, ile może mieć: { $most }.
upload-too-many-drafts = Na zatwierdzenie czeka już tyle szkiców: { $most }. `/content list` je pokazuje: najpierw zatwierdź albo anuluj kilka.
upload-library-full = Artykuły tego serwera miałyby razem ponad { $most } MiB, a więcej nie mogą.
upload-too-large = Jest większy niż { $most } MiB. Podziel go na kilka artykułów.
upload-empty = Nic w nim nie ma.
upload-not-text = Wbrew nazwie jest to coś innego: { $kind }.
upload-unreadable = Nie mogę tego odczytać: { $what }.
upload-line = Wiersz { $line }: { $what }.
dropped-navigation = nawigacja
dropped-contents = lista nagłówków samej strony
dropped-related = tytuły innych stron lub produktów
dropped-sharing = przyciski udostępniania i obserwowania
dropped-comments = formularz komentarzy
dropped-newsletter = formularz newslettera
dropped-cookies = informacja o plikach cookie
dropped-credit = źródło zdjęcia
dropped-caption = podpis zdjęcia
dropped-contact = adres, telefon, e-mail lub strona
dropped-promotion = promocja własnej strony
dropped-legal = nota prawna
dropped-byline = autor, dzień lub czas czytania
dropped-teaser = tekst o samej stronie
dropped-asker = słowa osoby pytającej, które nie są odpowiedzią
dropped-empty-heading = nagłówek, pod którym nic nie ma
dropped-outside = poza głównym tekstem
dropped-outside-link = link poza głównym tekstem
audit-target-gaps = luki
audit-target-all = wszystkie artykuły
audit-target-own = własne tego serwera
audit-target-shared = wspólne dla wszystkich serwerów

## What is wrong in a file

problem-unreadable = nie można odczytać: { $error }
problem-too-large = większy niż { $most } MiB; podziel go na kilka artykułów
problem-empty = jest pusty
problem-nested-too-deep = foldery poniżej poziomu { $most } nie są czytane
problem-linked-folder = dowiązanie do folderu jest pomijane; umieść tu pliki albo dowiązania do plików
problem-link-outside = dowiązanie, które prowadzi poza folder z treścią, jest pomijane; umieść plik tutaj
problem-not-regular-file = to nie jest zwykły plik
problem-unread-format = { $count ->
    [one] { $count } plik ({ $files }) nie jest czytany, bo kończy się na `{ $ending }`
    [few] { $count } pliki ({ $files }) nie są czytane, bo kończą się na `{ $ending }`
   *[other] { $count } plików ({ $files }) nie jest czytanych, bo kończą się na `{ $ending }`
}
problem-unread-beside = { $count ->
    [one] { $count } plik ({ $files }) nie jest czytany, bo istnieje folder `articles`: czytane jest tylko to, co w nim jest
    [few] { $count } pliki ({ $files }) nie są czytane, bo istnieje folder `articles`: czytane jest tylko to, co w nim jest
   *[other] { $count } plików ({ $files }) nie jest czytanych, bo istnieje folder `articles`: czytane jest tylko to, co w nim jest
}
problem-left-out = { $count ->
    [one] pominięto { $count } wiersz ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` go pokazuje
    [few] pominięto { $count } wiersze, pierwszy z nich ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` pokazuje wszystkie
   *[other] pominięto { $count } wierszy, pierwszy z nich ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` pokazuje wszystkie
}
problem-same-id = inny artykuł ma identyfikator `{ $id }`; ten ma `{ $unique }`
problem-same-slug = inny artykuł ma nazwę `{ $slug }`
problem-no-such-article = nie ma artykułu `{ $slug }`
problem-no-such-section = `{ $slug }` nie ma sekcji `{ $anchor }`
problem-toml = to nie jest poprawny TOML: { $error }
problem-invalid-reference = źródło `{ $key }`: { $error }
problem-calibration = nie można odczytać: { $error }; używana jest kalibracja dołączona do programu; utwórz ją ponownie przez `engram eval --fit`
problem-empty-value = `{ $key }` jest puste: lepiej usuń ten wpis
problem-control-character = `{ $key }` zawiera koniec wiersza albo znak sterujący: oczekiwany jest jeden wiersz
problem-value-too-long = `{ $key }` ma za dużo znaków: { $chars }, a może mieć najwyżej { $most }
problem-too-many-examples = `examples` ma za dużo pytań: { $number }, a może mieć najwyżej { $most }
problem-no-language-code = `language` to { $code }: oczekiwany jest kod taki jak en, de lub pt-BR
problem-front-matter-unclosed = metadane na początku otwiera `+++`, ale nic ich nie zamyka; plik jest niekompletny
problem-front-matter = metadane na początku: { $error }
problem-foreign-front-matter = nie można odczytać metadanych na początku: { $error }
problem-no-title = w metadanych na początku brakuje tytułu (`title`)
problem-no-text = po metadanych nie ma tekstu
problem-nothing-left = po oczyszczeniu nie zostaje żaden tekst
problem-only-links = same linki do innych stron, jak w menu; użyj raczej tamtych stron
problem-no-sentence = nie ma w nim ani jednego zdania; to chyba menu, a nie tekst
problem-bare-heading = pod nagłówkiem `{ $heading }` nie ma tekstu; plik może być niekompletny
problem-unknown-reference = źródła `{ $key }` nie ma w `references.toml`
problem-malformed-link = `with = "{ $with }"` nie ma postaci `article#section`
problem-picture = nie można pokazać obrazu
problem-named-picture = nie można pokazać obrazu: { $name }
problem-element = nie można pokazać `{ $name }`
problem-comment-unclosed = komentarz otwiera `<!--`, ale nic go nie zamyka: wszystko po nim jest ukryte
problem-unknown-grade = nieznana ocena `{ $grade }`: oczekiwane jest `strong`, `moderate`, `contested` lub `practical`
problem-unknown-note = nie można odczytać `{ $note }`: oczekiwane jest `grade: WORD` lub `refs: KEY, KEY`
problem-damaged-document = uszkodzony dokument; otwórz go w edytorze tekstu i zapisz ponownie
problem-document-without-text = dokument bez tekstu
problem-encrypted-document = dokument z hasłem; zapisz go bez hasła
problem-not-docx = to nie jest dokument DOCX; zapisz go jako DOCX albo jako tekst
problem-pdf-without-program = PDF, który może odczytać tylko sam program `engram`
problem-pdf-outside-unix = PDF, a pliki PDF są czytane tylko w systemie Unix
problem-pdf-without-text = PDF bez tekstu, na przykład zeskanowane strony; najpierw użyj rozpoznawania tekstu
problem-pdf-without-process = PDF, którego nie udało się odczytać: brak procesu do tego: { $error }
problem-pdf-failed = PDF, którego nie udało się odczytać: { $error }
problem-encrypted-pdf = PDF z hasłem; zapisz go bez hasła
problem-damaged-pdf = uszkodzony PDF; otwórz go i zapisz ponownie
problem-pdf-too-costly = PDF, który potrzebuje więcej pamięci lub czasu, niż mu wolno (1 GiB, 20 s); wydrukuj go do nowego PDF-a albo zapisz jego tekst
problem-not-its-encoding = nie jest w kodowaniu { $encoding }, choć wskazuje na nie jego początek; zapisz go w UTF-8
problem-binary = dane binarne, nie tekst
problem-control-characters = zawiera znaki, których używają tylko programy; to dane binarne, nie tekst
problem-cut-off = ucięty w środku znaku; plik jest niekompletny
problem-not-utf8 = nie jest w UTF-8; zapisz go w UTF-8
problem-no-encoding = nie podaje kodowania; zapisz go w UTF-8
problem-wrong-encoding = podaje kodowanie { $declared }, ale ma inne; zapisz go w UTF-8
problem-guessed-encoding = nie podaje kodowania; odczytany jako { $encoding }: sprawdź znaki diakrytyczne
problem-read-in-other-encoding = podaje kodowanie { $declared }, ale ma inne; odczytany jako { $encoding }: sprawdź znaki diakrytyczne
file-kind-zip = archiwum (ZIP albo dokument w takim archiwum)
file-kind-archive = archiwum ({ $format })
file-kind-program = program
file-kind-script = skrypt
file-kind-pdf = PDF
file-kind-rtf = dokument z edytora tekstu (RTF)
file-kind-document = dokument z edytora tekstu
file-kind-picture = obraz
file-kind-picture-or-recording = obraz albo nagranie
file-kind-recording = nagranie
file-kind-database = baza danych

## Rebuilding an index

rebuild-running = Przebudowuję indeks. Do tego czasu odpowiadam ze starego.
rebuild-own-running = Przebudowuję indeks tego serwera …
rebuild-reading = Artykuły: { $done } z { $total }
rebuild-encoding = Przetworzone fragmenty: { $done } z { $total }
rebuild-writing = Zapisane fragmenty: { $done } z { $total }
rebuild-done = Gotowe w { $seconds } s: { $articles }, { $passages }.
count-articles = { $count ->
    [one] { $count } artykuł
    [few] { $count } artykuły
   *[other] { $count } artykułów
}
count-passages = { $count ->
    [one] { $count } fragment
    [few] { $count } fragmenty
   *[other] { $count } fragmentów
}
rebuild-new = Nowe
rebuild-changed = Zmienione
rebuild-removed = Usunięte
rebuild-nothing = Nic się nie zmieniło.
rebuild-gaps-closed = { $count ->
    [one] { $count } pytanie bez odpowiedzi już ją ma; luka jest zamknięta.
    [few] { $count } pytania bez odpowiedzi już ją mają; luki są zamknięte.
   *[other] { $count } pytań bez odpowiedzi już ją ma; luki są zamknięte.
}
rebuild-problems = Do poprawy ({ $count })
rebuild-failed = Nie udało się. Nadal odpowiadam ze starego indeksu.
rebuild-waits = Nie udało się teraz przebudować indeksu, więc nadal odpowiadam ze starego. Samodzielnie spróbuję jeszcze raz.
change-approved = { $title }: zatwierdzone.
change-approved-version = { $title }: zatwierdzone jako wersja { $version }.
change-removed = { $title }: usunięte.
change-rolled-back = { $title }: przywrócono wersję { $to }, zapisaną jako wersja { $version }.
change-saved = Zapisane.
button-bring-back = Przywróć

## Small talk

greeting = Cześć! Zadaj mi pytanie, a poszukam odpowiedzi w artykułach.
greeting-about = Cześć! Zapytaj mnie o coś (temat: { $subject }).
thanks = Nie ma za co!
goodbye = Do zobaczenia, wracaj z pytaniami!
about-the-bot = Jestem { $name }. Szukam twojego pytania w zbiorze artykułów i pokazuję, co w nich jest, słowo w słowo, ze źródłem. Gdy nie ma w nich odpowiedzi, mówię o tym. Pytaj własnymi słowami.
about-the-bot-on = Jestem { $name }. Szukam twojego pytania w zbiorze artykułów (temat: { $subject }) i pokazuję, co w nich jest, słowo w słowo, ze źródłem. Gdy nie ma w nich odpowiedzi, mówię o tym. Pytaj własnymi słowami.
reaction = Pytaj, kiedy tylko chcesz.
unhappy = Szkoda, że to nie pomogło. Spróbuj innymi słowami albo krócej: znajduję tylko to, co jest w artykułach.
unhappy-on = Szkoda, że to nie pomogło. Spróbuj innymi słowami albo krócej: znajduję tylko to, co jest w artykułach (temat: { $subject }).
ask-something = Zapytaj mnie o coś własnymi słowami.
ask-something-example = Zapytaj mnie o coś, na przykład: { $example }?

## Settings

settings-title = Ustawienia
setting-channels-how-chosen = Gdzie indziej odpowiadam prywatnie, a na wzmianki wcale. Gdy nie wybrano żadnego kanału, odpowiadam na: { $channels }.
setting-cooldown-how = Jak szybko ta sama osoba może znów zapytać.
setting-forums = Fora, na których sam odpowiadam na nowe posty
setting-forums-how = Raz na każdy nowy post i tylko wtedy, gdy mam pewność. Czytam tytuł, a pierwszą wiadomość tam, gdzie Discord na to pozwala.
setting-roles-locked = Mogą to zmienić tylko członkowie z „Zarządzanie serwerem”.
menu-all-channels = Wszystkie kanały
menu-no-forum = Żadne forum
menu-no-role = Tylko członkowie z „Zarządzanie serwerem”
choice-for-everyone = Dla wszystkich na kanale
choice-for-asker = Tylko dla osoby pytającej
choice-careful = Ostrożnie
choice-careful-means = Mniej odpowiedzi i mniej błędnych: od { $percent } % pewności
choice-balanced = Z wyważeniem
choice-balanced-means = Domyślnie: od { $percent } % pewności
choice-generous = Hojnie
choice-generous-means = Więcej odpowiedzi i więcej błędnych: od { $percent } % pewności
button-audit = Dziennik zmian
count-minutes = { $count ->
    [one] { $count } minuta
    [few] { $count } minuty
   *[other] { $count } minut
}

## Articles of a server: adding, editing, drafts, search

command-content-edit = Zmień tekst artykułu
command-content-drafts = Co czeka na zatwierdzenie
command-content-list-search = Tylko artykuły z tymi słowami w tytule
modal-add = Dodaj artykuły
modal-edit = Edytuj artykuł
modal-files = Pliki
field-files = Do dziesięciu plików .md, .txt, .html, .docx lub .pdf, każdy to osobny artykuł
modal-title = Albo tytuł
field-title = Tytuł artykułu, który wpiszesz poniżej
modal-text = Tekst
field-text = Możesz użyć Markdown: każdy nagłówek niech będzie pytaniem
field-edit = W Markdown. Zobaczysz podgląd, zanim cokolwiek się zmieni.
add-nothing = Nie było nic do dodania: wybierz plik albo wpisz tekst.
edit-too-long = **{ $title }** jest za długi, by edytować go tutaj. Zmień załączony plik i prześlij go przez `/content add`.
edit-no-change = Tekst jest taki sam, więc nic się nie zmieniło.
drafts-none = Żadne szkice nie czekają na zatwierdzenie.
drafts-waiting = { $count ->
    [one] **{ $count } szkic czeka na zatwierdzenie.**
    [few] **{ $count } szkice czekają na zatwierdzenie.**
   *[other] **{ $count } szkiców czeka na zatwierdzenie.**
}
menu-open-draft = Otwórz szkic
choice-new-article = Nowy artykuł
choice-replaces = Zastępuje wersję { $version }
button-drafts = Wszystkie szkice
button-edit = Edytuj
list-found = { $count ->
    [one] { $count } artykuł pasuje do „{ $words }”.
    [few] { $count } artykuły pasują do „{ $words }”.
   *[other] { $count } artykułów pasuje do „{ $words }”.
}
list-narrow = Jest ich więcej, niż się tu mieści. Dodaj słowo, żeby zobaczyć mniej.

## First use in a server

welcome = Cześć, dzięki za dodanie mnie! Odpowiadam na pytania dokładnymi cytatami z artykułów, zawsze ze źródłem. Pytaj przez `/ask` albo wspomnij o mnie. Zarządzający wybierają moje kanały w `/settings` i mogą dodać artykuły tego serwera przez `/content add`.
welcome-about = Cześć, dzięki za dodanie mnie! Odpowiadam na pytania na temat: { $subject }, dokładnymi cytatami z artykułów, zawsze ze źródłem. Pytaj przez `/ask` albo wspomnij o mnie. Zarządzający wybierają moje kanały w `/settings` i mogą dodać artykuły tego serwera przez `/content add`.
