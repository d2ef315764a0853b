### What the bot says, in Spanish. en.ftl explains the keys.

## Descriptions of commands and options

command-ask = Haz una pregunta y recibe citas textuales de los artículos
command-ask-about = Pregunta sobre { $subject }: citas textuales de artículos
command-ask-question = Tu pregunta, con tus propias palabras
command-ask-private = Mostrarte la respuesta solo a ti
command-articles = Explora y lee los artículos
command-articles-article = El artículo que quieres abrir
command-help = Qué sé hacer y cómo preguntar
command-privacy = Qué guardo sobre ti; para verlo o borrarlo
command-about = Versión, antigüedad del índice y licencias de las fuentes

command-content = Gestiona los artículos propios de este servidor
command-content-add = Añade o reemplaza un artículo: sube un archivo o escríbelo
command-content-add-file = Un archivo .md, .txt, .html, .docx o .pdf; sin él, escribes el artículo
command-content-list = Los artículos de este servidor y los borradores por aprobar
command-content-show = Lee un artículo guardado o una versión anterior
command-content-history = Las versiones de un artículo: quién, cuándo y qué cambió
command-content-remove = Quita un artículo; se puede recuperar
command-content-rollback = Vuelve a una versión anterior de un artículo
command-content-export = Descarga un artículo, o todos, como archivos Markdown
command-content-article = El artículo
command-content-version = El número de la versión

command-reindex = Reconstruye el índice; mientras tanto respondo con el anterior
command-reindex-library = Qué artículos; por defecto, los de este servidor
choice-library-own = los propios de este servidor
choice-library-shared = los compartidos por todos (en el servidor principal)

command-gaps = Preguntas para las que los artículos no tenían una buena respuesta
command-gaps-list = Revísalas, agrupadas por parecido, y enséñame
command-gaps-teach = Indica la sección que responde a una pregunta
command-gaps-teach-question = Una de las preguntas que esperan respuesta
command-gaps-teach-section = La sección con la respuesta, por su título
command-gaps-taught = Qué me han enseñado aquí y cómo deshacerlo
command-gaps-export = Todas en un archivo CSV

command-stats = Cuánto se ha preguntado aquí y qué tal se ha respondido
command-stats-days = Cuántos días hacia atrás; por defecto, 30

command-settings = Cómo me comporto en este servidor

## What went wrong, or has to wait

fault = Lo siento, algo ha fallado por mi parte. Si vuelve a pasar, dale este código a quien lleva el bot: `{ $code }`
busy = Estoy recibiendo muchísimas preguntas y no doy abasto. Vuelve a intentarlo en un minuto.
slow-down-person = Un poco más despacio, por favor.
slow-down-channel = En este canal se está preguntando mucho ahora mismo.
slow-down-guild = En este servidor se está preguntando mucho ahora mismo.
try-again-seconds = { $seconds ->
    [one] Vuelve a intentarlo en un segundo.
   *[other] Vuelve a intentarlo en { $seconds } segundos.
}
try-again-minutes = { $minutes ->
    [one] Vuelve a intentarlo en un minuto.
   *[other] Vuelve a intentarlo en { $minutes } minutos.
}
stale = Ese botón ya no es válido. Haz la pregunta otra vez.
private-answer-not-sent = Prefiero responderte a eso en privado, pero no he podido enviarte un mensaje directo. Usa `/ask` aquí y solo tú verás la respuesta.
unknown-command = Ese comando ya no lo tengo. `/help` te enseña lo que sé hacer.
no-text = Ese mensaje no tiene texto que pueda buscar.
share-elsewhere = En este canal solo respondo en privado, así que no puedo compartirlo aquí.
store-unavailable = Mi base de datos no está disponible. No se ha cambiado nada y puedo seguir respondiendo preguntas. Vuelve a intentarlo en un momento.
denied-outside-guild = Esto solo funciona en un servidor y para quienes lo gestionan.
denied-elsewhere = Los artículos compartidos solo se pueden gestionar en mi servidor principal.
denied-not-manager = Para eso necesitas el permiso «Gestionar servidor» o un rol autorizado en `/settings`.
denied-not-server-manager = Para eso necesitas el permiso «Gestionar servidor».

## Votes

vote-helpful = ¡Me alegro de que te haya servido!
vote-not-helpful = Gracias por decírmelo. Así se ve dónde flojean los artículos.

## /help

help-intro = Respondo preguntas con **citas textuales** de los artículos, cada una con su fuente. Si no tienen la respuesta, te lo digo.
help-intro-about = Respondo preguntas sobre { $subject } con **citas textuales** de los artículos, cada una con su fuente. Si no tienen la respuesta, te lo digo.
help-examples = **Prueba una de estas**:
help-ask = **Pregunta** con { $ask }, mencionándome, respondiéndome (recuerdo tu última pregunta), por mensaje directo o con **Aplicaciones › Find an answer** en cualquier mensaje.
help-read-on = **Sigue leyendo** con los botones: más pasajes, el texto que rodea la cita, las fuentes.
help-browse = **Explora** con { $articles }.
help-vote = **Dime** si te ha servido: así se ve dónde flojean los artículos.
help-more = { $privacy } dice qué guardo y { $about } dice qué soy.

## /privacy

privacy-read = **Qué leo**: lo que me preguntas; y con **Find an answer**, o cuando me mencionas sin pregunta en una respuesta, ese único mensaje. Su texto no lo guardo nunca. En los foros elegidos para ello leo también las publicaciones nuevas, y no las guardo. No leo ningún otro mensaje.
privacy-keep = **Qué guardo**: una pregunta para la que los artículos no tenían una buena respuesta, durante { $gap_days } días, para poder mejorarlos, junto con lo que digas que faltaba; tus votos sobre las respuestas, durante { $vote_days } días; y durante { $answer_days } días, qué mensaje mío responde a cuál tuyo, para que al editar o borrar una pregunta ocurra lo mismo con su respuesta. Todo se archiva con un seudónimo, nunca con tu nombre; solo quien me administra tiene la clave. Las preguntas que respondí bien se cuentan, no se guardan; los recuentos desaparecen a los { $count_days } días. Una pregunta que me enseñaron los gestores se queda en su servidor hasta que lo deshagan, sin nada que lleve a ti. Mi registro contiene identificadores y longitudes, nunca texto.
privacy-memory = Solo en memoria, hasta que me reinicie: cuándo preguntaste por última vez, para que nadie me inunde.
privacy-servers = **De los servidores**: sus propios artículos (cada versión con quién la guardó) y ajustes y, durante { $audit_days } días, un registro de quién cambió qué. { $grace_days } días después de que me quiten de un servidor se borra todo, también preguntas y votos; si me vuelven a añadir antes, se conserva.
privacy-nothing = Ahora mismo no guardo nada sobre ti.
privacy-no-questions = Ahora mismo no guardo preguntas ni votos tuyos.
privacy-yours = **Lo tuyo ahora mismo**: { $what }.
count-questions = { $count ->
    [one] { $count } pregunta
   *[other] { $count } preguntas
}
count-votes = { $count ->
    [one] { $count } voto
   *[other] { $count } votos
}
count-answered-messages = { $count ->
    [one] { $count } mensaje respondido
   *[other] { $count } mensajes respondidos
}
privacy-managers = Lo que hiciste como gestor queda en los registros de esos servidores y no se borra aquí.
button-delete-mine = Borrar lo mío
forgotten = Borrado: ya no guardo ninguna pregunta ni voto tuyo. Lo que los gestores me enseñaron a partir de tus preguntas se queda en su servidor, sin nada que lleve a ti; lo que hiciste como gestor queda en los registros de esos servidores.

## /about

about-intro = **{ $name }** responde con citas textuales de { $articles ->
    [one] { $articles } artículo
   *[other] { $articles } artículos
}. No usa ningún modelo de lenguaje que escriba texto ni llama a ningún otro servicio.
about-intro-on = **{ $name }** responde con citas textuales de { $articles ->
    [one] { $articles } artículo
   *[other] { $articles } artículos
} sobre { $subject }. No usa ningún modelo de lenguaje que escriba texto ni llama a ningún otro servicio.
about-read = Los artículos se leyeron por última vez { $when }.
about-license = Licencia de los artículos: { $license }
articles-language = { $language ->
    [ar] Los artículos están en árabe.
    [cs] Los artículos están en checo.
    [da] Los artículos están en danés.
    [de] Los artículos están en alemán.
    [en] Los artículos están en inglés.
    [es] Los artículos están en español.
    [fi] Los artículos están en finés.
    [fr] Los artículos están en francés.
    [it] Los artículos están en italiano.
    [ja] Los artículos están en japonés.
    [ko] Los artículos están en coreano.
    [nl] Los artículos están en neerlandés.
    [no] Los artículos están en noruego.
    [pl] Los artículos están en polaco.
    [pt] Los artículos están en portugués.
    [ru] Los artículos están en ruso.
    [sv] Los artículos están en sueco.
    [tr] Los artículos están en turco.
    [uk] Los artículos están en ucraniano.
    [zh] Los artículos están en chino.
   *[other] Idioma de los artículos: { $language }.
}

## /articles

articles-none = Todavía no hay artículos.
menu-open-article = Abrir un artículo
button-all-articles = Todos los artículos
menu-read-section = Leer una sección
articles-by = por { $authors }
articles-updated = actualizado el { $day }
articles-part = parte { $part } de { $parts }
button-previous = Anterior
button-next = Siguiente
page-of = { $page } de { $pages }

## /settings

setting-channels = Canales en los que respondo
setting-channels-how = En los demás respondo en privado, y a las menciones no. Si no eliges ningún canal, respondo en todos.
setting-private = Respuestas a `/ask`
setting-private-how = Quien pregunta puede elegir otra cosa cada vez.
setting-sure = Cuánta seguridad necesito para responder
setting-sure-how = Por debajo ofrezco títulos o digo que no hay respuesta.
setting-cooldown = Una persona puede volver a preguntar tras
setting-roles = Quién me gestiona
setting-default = { $value } (predeterminado)
setting-roles-shown = Discord muestra mis comandos de gestión solo a los miembros con «Gestionar servidor». Para mostrarlos también a otros: Ajustes del servidor › Integraciones › mi nombre.
setting-everyone = No puedo dejar que me gestione todo el mundo. Elige un rol que tengan solo quienes deban, o dales «Gestionar servidor».
setting-unusable = Ese valor no se puede usar. No he cambiado nada.
count-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
count-more = { $count } más
audit-none = Nadie ha cambiado nada todavía.
audit-added = añadió un artículo
audit-changed = cambió un artículo
audit-removed = quitó un artículo
audit-rolled-back = recuperó una versión anterior
audit-exported = exportó
audit-reindexed = reconstruyó el índice
audit-taught = me enseñó algo
audit-untaught = deshizo algo que me enseñaron
audit-solved = marcó preguntas como resueltas
audit-setting = cambió un ajuste

## /stats

stats-questions = { $count ->
    [one] **{ $count } pregunta**
   *[other] **{ $count } preguntas**
}
stats-days = { $count ->
    [one] en { $count } día
   *[other] en { $count } días
}
stats-answered = respondidas: { $count } ({ $percent })
stats-not-sure = sin seguridad: { $count } ({ $percent })
stats-no-answer = sin respuesta: { $count } ({ $percent })
stats-bars = █ respondidas, ░ no respondidas
stats-votes = { $votes ->
    [one] **{ $votes } voto**
   *[other] **{ $votes } votos**
}: { $helpful } útiles ({ $percent }), { $other } no
stats-sections = Las secciones que más han respondido

## What came of a question

nothing = Los artículos no tienen respuesta para eso.
unknown-words = No he encontrado ninguna de esas palabras. Prueba con otras.
closest = No estoy seguro de tener esto. Lo más parecido:
not-covered = Los artículos no tratan eso.
not-covered-label = Los artículos no tratan eso ({ $label }).
not-covered-who = Los artículos no tratan eso ({ $label }). Quizá pueda ayudarte: { $who }.
heading-related = Preguntas relacionadas:
heading-perhaps = Quizá te sirva algo de esto:
heading-closest = Lo más parecido:
understood-as = Entendido como: { $question }
disagreement-contradicts = Otro pasaje dice lo contrario.
disagreement-qualifies = Esto tiene un límite.

## The answer card

button-page-back = ◀ Atrás
button-page-next = Siguiente ▶
button-read-on = Seguir leyendo
button-context = Contexto
button-less-context = Menos contexto
button-sources = Fuentes
button-helpful = Me sirve
button-not-helpful = No me sirve
button-read-article = Leer el artículo
button-share = Compartir
button-remove-answer = Eliminar
button-read-in-full = Leer completo
menu-related = Preguntas relacionadas
menu-read-one = Leer uno de estos
menu-closest = Lo más parecido
answer-changed = Los artículos han cambiado desde entonces. Esto es lo que dicen ahora.
answer-copy = Solo quien preguntó puede pasar las páginas de esa respuesta, así que aquí tienes tu propia copia.
answer-following-up = A raíz de
answer-from-message = Buscado a partir de un mensaje, cuyo texto no guardo
answer-quoted-as-written = Los cito palabra por palabra.
answer-not-yours = Solo quien preguntó puede eliminar esa respuesta.
sources-none = Esta sección no cita fuentes.
sources-works = En qué se basa esta sección:
sources-link = enlace
modal-missing = ¿Qué faltaba?
modal-missing-what = ¿Qué querías saber? (opcional)
placeholder-missing = Esto lo leen las personas que cuidan los artículos.

## How sure the evidence is

evidence-strong = evidencia sólida
evidence-moderate = evidencia moderada
evidence-contested = discutido
evidence-practical = consejo práctico
evidence-strong-meaning = varios buenos estudios en personas coinciden
evidence-moderate-meaning = estudios escasos, pequeños o indirectos
evidence-contested-meaning = los estudios o los expertos no coinciden
evidence-practical-meaning = sensato, poco comprobado
evidence-and-meaning = { $evidence }: { $meaning }

## /gaps

gaps-none = No hay lagunas abiertas: todas las preguntas de aquí tuvieron respuesta, o nadie ha preguntado todavía.
gaps-summary = { $kinds }, { $questions } en total. Primero los grupos más grandes.
count-kinds = { $count ->
    [one] { $count } tipo de pregunta
   *[other] { $count } tipos de preguntas
}
gaps-why-nothing = { $count } sin respuesta
gaps-why-closest = { $count } sin seguridad
gaps-why-not-helpful = { $count } con respuesta que no sirvió
gaps-last = la última, { $when }
gaps-missing = faltaba: { $what }
gaps-no-section = Ninguna sección se acerca.
gaps-near-sections = Secciones más cercanas:
gaps-other-questions = otras preguntas
gaps-no-such-section = No conozco esa sección. Escribe parte de su título y elige una de las sugerencias.
gap-gone = Esa pregunta ya está cerrada. `/gaps list` muestra las abiertas.
menu-gap = Ver una
menu-teach-section = Esta sección la responde
menu-teach-not-covered = Los artículos no la tratan
button-mark-solved = Marcar como resuelta
button-all-questions = Todas las preguntas
gaps-solved = { $count ->
    [one] { $count } pregunta marcada como resuelta.
   *[other] { $count } preguntas marcadas como resueltas.
}
gaps-left = { $count ->
    [one] Queda abierta { $count } parecida.
   *[other] Quedan abiertas { $count } parecidas.
}
taught-wording = Aprendido: a «{ $question }» responde la sección que elegiste.
taught-not-covered = Aprendido: los artículos no tratan «{ $question }».
taught-like = { $count ->
    [one] Lo mismo vale para { $count } pregunta parecida.
   *[other] Lo mismo vale para { $count } preguntas parecidas.
}
taught-in-effect = Ya está en vigor.
taught-later = Está guardado y se aplicará cuando se reconstruya el índice.
taught-closed = { $count ->
    [one] { $count } pregunta cerrada.
   *[other] { $count } preguntas cerradas.
}
taught-undo = Con `/gaps taught` se puede deshacer.
untaught = Deshecho.
untaught-later = Deshecho. Se aplicará cuando se reconstruya el índice.
taught-none = Aquí todavía no me han enseñado nada. `/gaps list` muestra qué se me puede enseñar.
taught-entry = { $what } · { $when } por { $who }
taught-answered-by = responde { $section }
taught-under = no se trata: { $label }
menu-undo = Deshacer una
gaps-nothing-to-export = No hay nada que exportar: ninguna pregunta espera respuesta.
gaps-exported = { $count ->
    [one] Aquí tienes { $count } pregunta.
   *[other] Aquí tienes { $count } preguntas.
}

## /content

content-none = Este servidor aún no tiene artículos propios. `/content add` acepta un archivo o abre una ventana para escribir uno.
content-entry = versión { $version }, { $when } por { $who }
content-shown = versión { $version } de { $newest }, { $change } { $when } por { $who }
content-file = { $words }. El archivo adjunto es el texto guardado.
count-words = { $count ->
    [one] { $count } palabra
   *[other] { $count } palabras
}
menu-see-version = Ver qué cambió una versión
content-version-name = Versión { $version }
content-version-line = **{ $version }** { $change } { $when } por { $who }
content-compared = **{ $title }**, versión { $version }
content-no-change = No ha cambiado ni una palabra.
content-diff = Añadido: { $added } (**en negrita**); quitado: { $removed } (~~tachado~~):
content-diff-cut = Hay más de lo que cabe aquí.
change-added = añadido
change-changed = cambiado
change-removed-kind = quitado
change-back = de vuelta a la versión { $version }
button-history = Historial
button-remove-article = Quitar
button-back-to-version = Volver a la versión { $version }
content-nothing-to-export = Este servidor aún no tiene artículos propios.
content-no-article = Este servidor no tiene ese artículo. `/content list` muestra los que tiene.
content-no-version = No existe esa versión, o el artículo se quitó en ella. `/content history` muestra las que hay.
content-exported = { $count ->
    [one] Aquí lo tienes.
   *[other] Aquí tienes los { $count } artículos, cada uno en un archivo Markdown.
}
draft-overtaken-removed = **Aún sin aprobar**: { $who } quitó ese artículo mientras tanto (versión { $version }). Apruébalo otra vez para recuperarlo con este texto.
draft-overtaken-changed = **Aún sin aprobar**: { $who } cambió ese artículo mientras tanto. Compara la versión { $version } en `/content history`; apruébalo otra vez para sustituirla por este texto.
draft-new = un artículo nuevo
draft-replaces = sustituye la versión { $version }
draft-size = { $sections } y { $passages }
count-sections = { $count ->
    [one] { $count } sección
   *[other] { $count } secciones
}
draft-no-heading = (antes del primer título)
draft-sections = Secciones
draft-left-out = Omitido
draft-problems = Por corregir
draft-duplicates = Posibles duplicados
draft-duplicate = { $heading }: el { $percent } % ya está en «{ $title }»
draft-attached = El archivo adjunto es el texto tal como se guardaría. Nadie lo ve hasta que lo apruebes, y los borradores se borran al cabo de un día.
draft-dropped = { $reason }: { $lines }, como «{ $example }»
count-lines = { $count ->
    [one] { $count } línea
   *[other] { $count } líneas
}
draft-problem-line = línea { $line }: { $what }
button-approve = Aprobar
button-cancel = Cancelar
draft-gone = Ese borrador ya no está: se aprobó o se canceló, o tiene más de un día. Añádelo otra vez.
draft-cancelled = Cancelado. No se ha cambiado nada.
changed-meanwhile = Otra persona cambió ese artículo mientras tanto, así que no he cambiado nada. Échale un vistazo y vuelve a intentarlo.
upload-refused = No puedo aceptar eso.
upload-endings = Acepto archivos .md, .txt, .html, .docx y .pdf.
upload-elsewhere = No viene de donde Discord guarda los archivos, así que no lo he descargado.
upload-gone = Discord ya no lo tiene. Envíalo otra vez.
upload-unreachable = No he podido obtenerlo de Discord. Vuelve a intentarlo en un momento.
upload-no-article = No contiene ningún artículo.
upload-too-long = Da { $passages } pasajes, y un artículo puede tener { $most }. Divídelo en varios.
upload-too-many = Este servidor tiene { $most } artículos, que es el máximo.
upload-too-many-drafts = Ya hay { $most } borradores esperando aprobación. `/content list` los muestra: aprueba o cancela algunos primero.
upload-library-full = Los artículos de este servidor ocuparían juntos más de { $most } MiB, que es el máximo.
upload-too-large = Ocupa más de { $most } MiB. Divídelo en varios artículos.
upload-empty = Está vacío.
upload-not-text = Diga lo que diga su nombre, es otra cosa: { $kind }.
upload-unreadable = No puedo leerlo: { $what }.
upload-line = Línea { $line }: { $what }.
dropped-navigation = navegación
dropped-contents = lista de los títulos de la propia página
dropped-related = títulos de otras páginas o productos
dropped-sharing = botones para compartir y seguir
dropped-comments = formulario de comentarios
dropped-newsletter = formulario de boletín
dropped-cookies = aviso de cookies
dropped-credit = crédito de imagen
dropped-caption = pie de imagen
dropped-contact = dirección, teléfono, correo o web
dropped-promotion = promoción del propio sitio
dropped-legal = aviso legal
dropped-byline = autor, día o tiempo de lectura
dropped-teaser = comentarios sobre la propia página
dropped-asker = palabras de quien pregunta, que no son respuesta
dropped-empty-heading = título sin nada debajo
dropped-outside = fuera del texto principal
dropped-outside-link = enlace fuera del texto principal
audit-target-gaps = lagunas
audit-target-all = todos los artículos
audit-target-own = los propios de este servidor
audit-target-shared = los compartidos por todos los servidores

## What is wrong in a file

problem-unreadable = no se puede leer: { $error }
problem-too-large = ocupa más de { $most } MiB; divídelo en varios artículos
problem-empty = está vacío
problem-nested-too-deep = las carpetas a más de { $most } niveles de profundidad no se leen
problem-linked-folder = un enlace a una carpeta no se sigue; pon aquí los archivos, o enlaces a los archivos
problem-link-outside = un enlace que sale de la carpeta de contenido no se sigue; pon aquí el archivo
problem-not-regular-file = no es un archivo normal
problem-unread-format = { $count ->
    [one] { $count } archivo ({ $files }) no se lee, porque termina en `{ $ending }`
   *[other] { $count } archivos ({ $files }) no se leen, porque terminan en `{ $ending }`
}
problem-unread-beside = { $count ->
    [one] { $count } archivo ({ $files }) no se lee, porque hay una carpeta `articles`: solo se lee lo que hay en ella
   *[other] { $count } archivos ({ $files }) no se leen, porque hay una carpeta `articles`: solo se lee lo que hay en ella
}
problem-left-out = { $count ->
    [one] { $count } línea omitida ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` la muestra
   *[other] { $count } líneas omitidas, la primera ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` las muestra todas
}
problem-same-id = otro artículo tiene el identificador `{ $id }`; este tiene `{ $unique }`
problem-same-slug = otro artículo tiene el nombre `{ $slug }`
problem-no-such-article = no hay ningún artículo `{ $slug }`
problem-no-such-section = `{ $slug }` no tiene ninguna sección `{ $anchor }`
problem-toml = no es TOML válido: { $error }
problem-invalid-reference = fuente `{ $key }`: { $error }
problem-calibration = no se puede leer: { $error }; se usa la calibración incluida en el programa; vuelve a crearla con `engram eval --fit`
problem-empty-value = `{ $key }` está vacío: mejor quítalo
problem-control-character = `{ $key }` tiene un salto de línea o un carácter de control: se espera una sola línea
problem-value-too-long = `{ $key }` tiene { $chars } caracteres, y el máximo es { $most }
problem-too-many-examples = `examples` tiene { $number } preguntas, y el máximo es { $most }
problem-no-language-code = `language` es { $code }: se espera un código como en, de o pt-BR
problem-front-matter-unclosed = la cabecera se abre con `+++` y nunca se cierra; el archivo está incompleto
problem-front-matter = cabecera: { $error }
problem-foreign-front-matter = la cabecera no se puede leer: { $error }
problem-no-title = en la cabecera falta el título (`title`)
problem-no-text = después de la cabecera no hay texto
problem-nothing-left = después de la limpieza no queda texto
problem-only-links = solo tiene enlaces a otras páginas, como un menú; usa mejor esas páginas
problem-no-sentence = no tiene ni una sola frase; quizá sea un menú y no un texto
problem-bare-heading = no hay texto debajo del título `{ $heading }`; quizá el archivo esté incompleto
problem-unknown-reference = la fuente `{ $key }` no está en `references.toml`
problem-malformed-link = `with = "{ $with }"` no tiene la forma `article#section`
problem-picture = no se puede mostrar una imagen
problem-named-picture = no se puede mostrar una imagen: { $name }
problem-element = no se puede mostrar `{ $name }`
problem-comment-unclosed = un comentario se abre con `<!--` y nunca se cierra: todo lo que sigue queda oculto
problem-unknown-grade = valoración desconocida `{ $grade }`: se espera `strong`, `moderate`, `contested` o `practical`
problem-unknown-note = no se puede leer `{ $note }`: se espera `grade: WORD` o `refs: KEY, KEY`
problem-damaged-document = un documento dañado; ábrelo en un procesador de textos y guárdalo de nuevo
problem-document-without-text = un documento sin texto
problem-encrypted-document = un documento con contraseña; guárdalo sin ella
problem-not-docx = no es un documento DOCX; guárdalo como DOCX o como texto
problem-pdf-without-program = un PDF, que solo puede leer el propio programa `engram`
problem-pdf-outside-unix = un PDF, que solo puedo leer en Unix
problem-pdf-without-text = un PDF sin texto, por ejemplo páginas escaneadas; pásale antes un reconocimiento de texto
problem-pdf-without-process = un PDF que no se ha podido leer: no hay proceso para él: { $error }
problem-pdf-failed = un PDF que no se ha podido leer: { $error }
problem-encrypted-pdf = un PDF con contraseña; guárdalo sin ella
problem-damaged-pdf = un PDF dañado; ábrelo y guárdalo de nuevo
problem-pdf-too-costly = un PDF que necesita más memoria o tiempo de lo permitido (1 GiB, 20 s); imprímelo en un PDF nuevo o guarda su texto
problem-not-its-encoding = no está en { $encoding }, aunque su comienzo lo indica; guárdalo en UTF-8
problem-binary = son datos binarios, no texto
problem-control-characters = tiene caracteres que solo usan los programas; son datos binarios, no texto
problem-cut-off = está cortado en mitad de un carácter; el archivo está incompleto
problem-not-utf8 = no está en UTF-8; guárdalo en UTF-8
problem-no-encoding = no declara ninguna codificación; guárdalo en UTF-8
problem-wrong-encoding = declara la codificación { $declared }, pero no está en ella; guárdalo en UTF-8
problem-guessed-encoding = no declara ninguna codificación; se ha leído como { $encoding }: revisa las letras con acento
problem-read-in-other-encoding = declara { $declared }, pero no está en esa codificación; se ha leído como { $encoding }: revisa las letras con acento
file-kind-zip = un archivo comprimido (ZIP, o un documento dentro de uno)
file-kind-archive = un archivo comprimido ({ $format })
file-kind-program = un programa
file-kind-script = un script
file-kind-pdf = un PDF
file-kind-rtf = un documento de un procesador de textos (RTF)
file-kind-document = un documento de un procesador de textos
file-kind-picture = una imagen
file-kind-picture-or-recording = una imagen o una grabación
file-kind-recording = una grabación
file-kind-database = una base de datos

## Rebuilding an index

rebuild-running = Estoy reconstruyendo el índice. Mientras tanto sigo respondiendo con el anterior.
rebuild-own-running = Estoy reconstruyendo el índice de este servidor …
rebuild-reading = Artículos: { $done } de { $total }
rebuild-encoding = Pasajes procesados: { $done } de { $total }
rebuild-writing = Pasajes escritos: { $done } de { $total }
rebuild-done = Listo en { $seconds } s: { $articles }, { $passages }.
count-articles = { $count ->
    [one] { $count } artículo
   *[other] { $count } artículos
}
count-passages = { $count ->
    [one] { $count } pasaje
   *[other] { $count } pasajes
}
rebuild-new = Nuevos
rebuild-changed = Cambiados
rebuild-removed = Quitados
rebuild-nothing = No ha cambiado nada.
rebuild-gaps-closed = { $count ->
    [one] { $count } pregunta sin respuesta ya la tiene; la he cerrado.
   *[other] { $count } preguntas sin respuesta ya la tienen; las he cerrado.
}
rebuild-problems = Por corregir ({ $count })
rebuild-failed = No ha funcionado. Sigo respondiendo con el índice anterior.
rebuild-waits = Ahora mismo no he podido reconstruir el índice, así que sigo respondiendo con el anterior. Lo intentaré de nuevo por mi cuenta.
change-approved = { $title }: aprobado.
change-approved-version = { $title }: aprobado como versión { $version }.
change-removed = { $title }: quitado.
change-rolled-back = { $title } ha vuelto a la versión { $to }, guardada como versión { $version }.
change-saved = Está guardado.
button-bring-back = Recuperarlo

## Small talk

greeting = ¡Hola! Hazme una pregunta y la busco en los artículos.
greeting-about = ¡Hola! Pregúntame sobre { $subject }.
thanks = ¡De nada!
goodbye = ¡Hasta luego! Vuelve cuando tengas preguntas.
about-the-bot = Soy { $name }. Busco tu pregunta en una colección de artículos y te muestro lo que dicen, palabra por palabra y con la fuente. Si no tienen respuesta, te lo digo. Pregunta con tus propias palabras.
about-the-bot-on = Soy { $name }. Busco tu pregunta en una colección de artículos sobre { $subject } y te muestro lo que dicen, palabra por palabra y con la fuente. Si no tienen respuesta, te lo digo. Pregunta con tus propias palabras.
reaction = Pregunta cuando quieras.
unhappy = Siento que no te haya servido. Prueba con otras palabras o con una pregunta más corta: solo encuentro lo que está en los artículos.
unhappy-on = Siento que no te haya servido. Prueba con otras palabras o con una pregunta más corta: solo encuentro lo que está en los artículos sobre { $subject }.
ask-something = Pregúntame algo, con tus propias palabras.
ask-something-example = Pregúntame algo, por ejemplo: { $example }?

## Settings

settings-title = Ajustes
setting-channels-how-chosen = En los demás respondo en privado, y a las menciones no. Si no eliges ningún canal, respondo en { $channels }.
setting-cooldown-how = Cuándo puede volver a preguntar la misma persona.
setting-forums = Foros en los que respondo yo solo a las publicaciones nuevas
setting-forums-how = Una vez por publicación nueva, y solo si estoy seguro. Leo el título y, si Discord me deja, el primer mensaje.
setting-roles-locked = Esto solo lo pueden cambiar los miembros con «Gestionar servidor».
menu-all-channels = Todos los canales
menu-no-forum = Ningún foro
menu-no-role = Solo miembros con «Gestionar servidor»
choice-for-everyone = Para todos en el canal
choice-for-asker = Solo para quien pregunta
choice-careful = Prudente
choice-careful-means = Menos respuestas y menos errores: desde un { $percent } % de seguridad
choice-balanced = Equilibrado
choice-balanced-means = Lo predeterminado: desde un { $percent } % de seguridad
choice-generous = Generoso
choice-generous-means = Más respuestas y más errores: desde un { $percent } % de seguridad
button-audit = Registro de cambios
count-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}

## Articles of a server: adding, editing, drafts, search

command-content-edit = Cambiar el texto de un artículo
command-content-drafts = Lo que espera aprobación
command-content-list-search = Solo artículos con estas palabras en el título
modal-add = Añadir artículos
modal-edit = Editar un artículo
modal-files = Archivos
field-files = Hasta diez archivos .md, .txt, .html, .docx o .pdf, cada uno un artículo
modal-title = O un título
field-title = El título de un artículo que escribes abajo
modal-text = Texto
field-text = Puedes usar Markdown: haz de cada título una pregunta
field-edit = En Markdown. Verás una vista previa antes de que cambie nada.
add-nothing = No había nada que añadir: elige un archivo o escribe un texto.
edit-too-long = **{ $title }** es demasiado largo para editarlo aquí. Cambia el archivo adjunto y súbelo con `/content add`.
edit-no-change = El texto sigue igual, así que no he cambiado nada.
drafts-none = No hay borradores esperando aprobación.
drafts-waiting = { $count ->
    [one] **{ $count } borrador espera aprobación.**
   *[other] **{ $count } borradores esperan aprobación.**
}
menu-open-draft = Abrir un borrador
choice-new-article = Un artículo nuevo
choice-replaces = Sustituye la versión { $version }
button-drafts = Todos los borradores
button-edit = Editar
list-found = { $count ->
    [one] { $count } artículo coincide con «{ $words }».
   *[other] { $count } artículos coinciden con «{ $words }».
}
list-narrow = Hay más de los que caben aquí. Añade una palabra para ver menos.

## First use in a server

welcome = ¡Hola, gracias por añadirme! Respondo preguntas con citas exactas de una colección de artículos, siempre con su fuente. Pregunta con `/ask` o mencióname. Quienes gestionan el servidor eligen mis canales en `/settings` y pueden añadir artículos propios con `/content add`.
welcome-about = ¡Hola, gracias por añadirme! Respondo preguntas sobre { $subject } con citas exactas de una colección de artículos, siempre con su fuente. Pregunta con `/ask` o mencióname. Quienes gestionan el servidor eligen mis canales en `/settings` y pueden añadir artículos propios con `/content add`.
