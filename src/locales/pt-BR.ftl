### What the bot says, in Brazilian Portuguese. en.ftl explains the keys.

## Descriptions of commands and options

command-ask = Faça uma pergunta e receba citações exatas dos artigos
command-ask-about = Pergunte sobre { $subject }: citações exatas dos artigos
command-ask-question = Sua pergunta, com suas próprias palavras
command-ask-private = Mostrar a resposta só para você
command-articles = Explore e leia os artigos
command-articles-article = O artigo que você quer abrir
command-help = O que eu sei fazer e como perguntar
command-privacy = O que eu guardo sobre você; veja ou apague
command-about = Versão, idade do índice, licenças das fontes

command-content = Cuide dos artigos deste servidor
command-content-add = Adicione ou substitua um artigo: envie um arquivo ou digite o texto
command-content-add-file = Um arquivo .md, .txt, .html, .docx ou .pdf; sem ele, você digita o artigo
command-content-list = Os artigos deste servidor e os rascunhos esperando aprovação
command-content-show = Leia um artigo salvo ou uma versão anterior dele
command-content-history = As versões de um artigo: quem, quando e o que mudou
command-content-remove = Remova um artigo; ele pode ser restaurado
command-content-rollback = Volte a uma versão anterior de um artigo
command-content-export = Baixe um artigo, ou todos, em arquivos Markdown
command-content-article = O artigo
command-content-version = O número da versão

command-reindex = Reconstrua o índice; enquanto isso, respondo com o antigo
command-reindex-library = Quais artigos; por padrão, os deste servidor
choice-library-own = os próprios deste servidor
choice-library-shared = os compartilhados por todos (no servidor principal)

command-gaps = Perguntas para as quais os artigos não tinham uma boa resposta
command-gaps-list = Veja as perguntas, agrupadas por semelhança, e me ensine
command-gaps-teach = Indique a seção que responde a uma pergunta
command-gaps-teach-question = Uma das perguntas esperando resposta
command-gaps-teach-section = A seção com a resposta, pelo título
command-gaps-taught = O que me ensinaram aqui e como desfazer
command-gaps-export = Todas em um arquivo CSV

command-stats = Quanto perguntaram aqui e como foi respondido
command-stats-days = Quantos dias para trás; por padrão, 30

command-settings = Como eu me comporto neste servidor

## What went wrong, or has to wait

fault = Desculpe, algo deu errado do meu lado. Se acontecer de novo, passe este código para quem cuida do bot: `{ $code }`
busy = Estou recebendo muitas perguntas agora e não estou dando conta. Tente de novo daqui a um minuto.
slow-down-person = Um pouco mais devagar, por favor.
slow-down-channel = Este canal está perguntando muito agora.
slow-down-guild = Este servidor está perguntando muito agora.
try-again-seconds = { $seconds ->
    [one] Tente de novo em um segundo.
   *[other] Tente de novo em { $seconds } segundos.
}
try-again-minutes = { $minutes ->
    [one] Tente de novo em um minuto.
   *[other] Tente de novo em { $minutes } minutos.
}
stale = Esse botão está desatualizado. Pergunte de novo, por favor.
private-answer-not-sent = Prefiro responder isso em particular, mas não consegui enviar uma mensagem direta para você. Use `/ask` aqui e só você verá a resposta.
unknown-command = Não tenho mais esse comando. `/help` mostra o que eu sei fazer.
no-text = Essa mensagem não tem texto que eu possa pesquisar.
share-elsewhere = Neste canal eu só respondo em particular, então não posso compartilhar isso aqui.
store-unavailable = Meu banco de dados está indisponível. Nada foi alterado, e continuo respondendo perguntas. Tente de novo daqui a pouco.
denied-outside-guild = Isso só funciona em um servidor, para quem o gerencia.
denied-elsewhere = Os artigos compartilhados só podem ser gerenciados no meu servidor principal.
denied-not-manager = Para isso você precisa da permissão “Gerenciar servidor”, ou de um cargo autorizado em `/settings`.
denied-not-server-manager = Para isso você precisa da permissão “Gerenciar servidor”.

## Votes

vote-helpful = Que bom que ajudou!
vote-not-helpful = Valeu por avisar. Isso mostra onde os artigos deixam a desejar.

## /help

help-intro = Eu respondo perguntas com **citações exatas** dos artigos, cada uma com sua fonte. Se eles não tiverem a resposta, eu digo.
help-intro-about = Eu respondo perguntas sobre { $subject } com **citações exatas** dos artigos, cada uma com sua fonte. Se eles não tiverem a resposta, eu digo.
help-examples = **Experimente uma destas**:
help-ask = **Pergunte** com { $ask }, me mencionando, me respondendo (eu lembro da sua última pergunta), por mensagem direta ou com **Aplicativos › Find an answer** em qualquer mensagem.
help-read-on = **Continue lendo** com os botões: mais trechos, o texto em volta da citação, as fontes.
help-browse = **Explore** com { $articles }.
help-vote = **Conte para mim** se ajudou: isso mostra onde os artigos deixam a desejar.
help-more = { $privacy } diz o que eu guardo, { $about } diz o que eu sou.

## /privacy

privacy-read = **O que eu leio**: o que você me pergunta; e com **Find an answer**, ou quando você me menciona sem pergunta em uma resposta, só aquela mensagem. Nunca guardo o texto dela. Nos fóruns escolhidos para isso leio também as publicações novas, e não as guardo. Não leio nenhuma outra mensagem.
privacy-keep = **O que eu guardo**: uma pergunta para a qual os artigos não tinham uma boa resposta, por { $gap_days } dias, para que eles possam melhorar, junto com o que você disser que faltou; seus votos nas respostas, por { $vote_days } dias; e, por { $answer_days } dias, qual mensagem minha responde a qual sua, para que editar ou apagar uma pergunta faça o mesmo com a resposta. Tudo fica sob um pseudônimo, nunca sob o seu nome; só quem me mantém tem a chave. Perguntas que respondi bem são contadas, não guardadas; as contagens somem depois de { $count_days } dias. Uma pergunta que os gestores me ensinaram fica no servidor deles até que desfaçam, sem nada que leve a você. Meu registro tem IDs e tamanhos, nunca texto.
privacy-memory = Só na memória, até eu reiniciar: quando você perguntou pela última vez, para que ninguém me sobrecarregue.
privacy-servers = **Dos servidores**: seus próprios artigos (cada versão com quem a salvou) e configurações e, por { $audit_days } dias, um registro de quem mudou o quê. { $grace_days } dias depois que me removem de um servidor, tudo é apagado, inclusive perguntas e votos; se me adicionarem de novo antes disso, tudo é mantido.
privacy-nothing = No momento, não guardo nada sobre você.
privacy-no-questions = No momento, não guardo perguntas nem votos seus.
privacy-yours = **O que tenho seu no momento**: { $what }.
count-questions = { $count ->
    [one] { $count } pergunta
   *[other] { $count } perguntas
}
count-votes = { $count ->
    [one] { $count } voto
   *[other] { $count } votos
}
count-answered-messages = { $count ->
    [one] { $count } mensagem respondida
   *[other] { $count } mensagens respondidas
}
privacy-managers = O que você fez como gestor fica nos registros desses servidores e não é apagado aqui.
button-delete-mine = Apagar o que é meu
forgotten = Apagado: não guardo mais nenhuma pergunta nem voto seu. O que os gestores me ensinaram a partir das suas perguntas fica no servidor deles, sem nada que leve a você; o que você fez como gestor fica nos registros desses servidores.

## /about

about-intro = **{ $name }** responde com citações exatas de { $articles ->
    [one] { $articles } artigo
   *[other] { $articles } artigos
}. Não usa nenhum modelo de linguagem que escreva texto nem chama outro serviço.
about-intro-on = **{ $name }** responde com citações exatas de { $articles ->
    [one] { $articles } artigo
   *[other] { $articles } artigos
} sobre { $subject }. Não usa nenhum modelo de linguagem que escreva texto nem chama outro serviço.
about-read = Os artigos foram lidos pela última vez { $when }.
about-license = Licença dos artigos: { $license }
articles-language = { $language ->
    [ar] Os artigos estão em árabe.
    [cs] Os artigos estão em tcheco.
    [da] Os artigos estão em dinamarquês.
    [de] Os artigos estão em alemão.
    [en] Os artigos estão em inglês.
    [es] Os artigos estão em espanhol.
    [fi] Os artigos estão em finlandês.
    [fr] Os artigos estão em francês.
    [it] Os artigos estão em italiano.
    [ja] Os artigos estão em japonês.
    [ko] Os artigos estão em coreano.
    [nl] Os artigos estão em holandês.
    [no] Os artigos estão em norueguês.
    [pl] Os artigos estão em polonês.
    [pt] Os artigos estão em português.
    [ru] Os artigos estão em russo.
    [sv] Os artigos estão em sueco.
    [tr] Os artigos estão em turco.
    [uk] Os artigos estão em ucraniano.
    [zh] Os artigos estão em chinês.
   *[other] Idioma dos artigos: { $language }.
}

## /articles

articles-none = Ainda não há artigos.
menu-open-article = Abrir um artigo
button-all-articles = Todos os artigos
menu-read-section = Ler uma seção
articles-by = por { $authors }
articles-updated = atualizado em { $day }
articles-part = parte { $part } de { $parts }
button-previous = Anterior
button-next = Próxima
page-of = { $page } de { $pages }

## /settings

setting-channels = Canais em que eu respondo
setting-channels-how = Nos outros respondo em particular, e a menções não respondo. Sem nenhum canal escolhido, respondo em todos.
setting-private = Respostas ao `/ask`
setting-private-how = Quem pergunta pode escolher diferente a cada vez.
setting-sure = Quanta certeza preciso ter para responder
setting-sure-how = Abaixo disso ofereço títulos ou digo que não há resposta.
setting-cooldown = Uma pessoa pode perguntar de novo após
setting-roles = Quem me gerencia
setting-default = { $value } (padrão)
setting-roles-shown = O Discord mostra meus comandos de gestão só a membros com “Gerenciar servidor”. Para mostrar também a outros: Configurações do servidor › Integrações › meu nome.
setting-everyone = Não posso deixar que todos me gerenciem. Escolha um cargo dado só a quem deve, ou dê a essas pessoas “Gerenciar servidor”.
setting-unusable = Esse valor não pode ser usado. Não mudei nada.
count-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
count-more = mais { $count }
audit-none = Ninguém mudou nada ainda.
audit-added = adicionou um artigo
audit-changed = mudou um artigo
audit-removed = removeu um artigo
audit-rolled-back = trouxe de volta uma versão anterior
audit-exported = exportou
audit-reindexed = reconstruiu o índice
audit-taught = me ensinou algo
audit-untaught = desfez algo que me ensinaram
audit-solved = marcou perguntas como resolvidas
audit-setting = mudou uma configuração

## /stats

stats-questions = { $count ->
    [one] **{ $count } pergunta**
   *[other] **{ $count } perguntas**
}
stats-days = { $count ->
    [one] em { $count } dia
   *[other] em { $count } dias
}
stats-answered = respondidas: { $count } ({ $percent })
stats-not-sure = sem certeza: { $count } ({ $percent })
stats-no-answer = sem resposta: { $count } ({ $percent })
stats-bars = █ respondidas, ░ não respondidas
stats-votes = { $votes ->
    [one] **{ $votes } voto**
   *[other] **{ $votes } votos**
}: { $helpful } úteis ({ $percent }), { $other } não
stats-sections = As seções que mais responderam

## What came of a question

nothing = Os artigos não têm resposta para isso.
unknown-words = Não encontrei nenhuma dessas palavras. Tente com outras.
closest = Não sei se tenho essa. O que chega mais perto:
not-covered = Os artigos não tratam disso.
not-covered-label = Os artigos não tratam disso ({ $label }).
not-covered-who = Os artigos não tratam disso ({ $label }). Talvez possa ajudar: { $who }.
heading-related = Perguntas relacionadas:
heading-perhaps = Talvez um destes ajude:
heading-closest = O que chega mais perto:
understood-as = Entendido como: { $question }
disagreement-contradicts = Outro trecho diz o contrário.
disagreement-qualifies = Isso tem um limite.

## The answer card

button-page-back = ◀ Voltar
button-page-next = Avançar ▶
button-read-on = Continuar lendo
button-context = Contexto
button-less-context = Menos contexto
button-sources = Fontes
button-helpful = Ajudou
button-not-helpful = Não ajudou
button-read-article = Ler o artigo
button-share = Compartilhar
button-remove-answer = Remover
button-read-in-full = Ler na íntegra
menu-related = Perguntas relacionadas
menu-read-one = Ler um destes
menu-closest = O que chega mais perto
answer-changed = Os artigos mudaram desde então. Veja o que eles dizem agora.
answer-copy = Só quem perguntou pode virar as páginas dessa resposta, então aqui está a sua própria cópia.
answer-following-up = Continuando a partir de
answer-from-message = Pesquisado a partir de uma mensagem, cujo texto eu não guardo
answer-quoted-as-written = Eu os cito palavra por palavra.
answer-not-yours = Só quem perguntou pode remover essa resposta.
sources-none = Esta seção não cita fontes.
sources-works = Em que esta seção se baseia:
sources-link = link
modal-missing = O que faltou?
modal-missing-what = O que você queria saber? (opcional)
placeholder-missing = Quem cuida dos artigos lê isto.

## How sure the evidence is

evidence-strong = evidência forte
evidence-moderate = evidência moderada
evidence-contested = contestado
evidence-practical = conselho prático
evidence-strong-meaning = vários bons estudos com pessoas concordam
evidence-moderate-meaning = poucos estudos, pequenos ou indiretos
evidence-contested-meaning = estudos ou especialistas discordam
evidence-practical-meaning = sensato, pouco testado
evidence-and-meaning = { $evidence }: { $meaning }

## /gaps

gaps-none = Nenhuma lacuna aberta: todas as perguntas daqui tiveram resposta, ou ninguém perguntou ainda.
gaps-summary = { $kinds }, { $questions } no total. Os maiores grupos primeiro.
count-kinds = { $count ->
    [one] { $count } tipo de pergunta
   *[other] { $count } tipos de perguntas
}
gaps-why-nothing = { $count } sem resposta
gaps-why-closest = { $count } sem certeza
gaps-why-not-helpful = { $count } com resposta que não ajudou
gaps-last = a última em { $when }
gaps-missing = faltou: { $what }
gaps-no-section = Nenhuma seção chega perto.
gaps-near-sections = Seções mais próximas:
gaps-other-questions = outras perguntas
gaps-no-such-section = Não conheço essa seção. Digite parte do título e escolha uma das sugestões.
gap-gone = Essa pergunta já está fechada. `/gaps list` mostra as abertas.
menu-gap = Ver uma
menu-teach-section = Esta seção responde
menu-teach-not-covered = Os artigos não tratam disso
button-mark-solved = Marcar como resolvida
button-all-questions = Todas as perguntas
gaps-solved = { $count ->
    [one] { $count } pergunta marcada como resolvida.
   *[other] { $count } perguntas marcadas como resolvidas.
}
gaps-left = { $count ->
    [one] { $count } parecida continua aberta.
   *[other] { $count } parecidas continuam abertas.
}
taught-wording = Aprendi: “{ $question }” é respondida pela seção que você escolheu.
taught-not-covered = Aprendi: os artigos não tratam de “{ $question }”.
taught-like = { $count ->
    [one] O mesmo vale para { $count } pergunta parecida.
   *[other] O mesmo vale para { $count } perguntas parecidas.
}
taught-in-effect = Já está valendo.
taught-later = Está salvo e passa a valer quando o índice for reconstruído.
taught-closed = { $count ->
    [one] { $count } pergunta fechada.
   *[other] { $count } perguntas fechadas.
}
taught-undo = Dá para desfazer com `/gaps taught`.
untaught = Desfeito.
untaught-later = Desfeito. Passa a valer quando o índice for reconstruído.
taught-none = Ainda não me ensinaram nada aqui. `/gaps list` mostra o que dá para ensinar.
taught-entry = { $what } · { $when } por { $who }
taught-answered-by = respondida por { $section }
taught-under = não tratado: { $label }
menu-undo = Desfazer uma
gaps-nothing-to-export = Nada para exportar: nenhuma pergunta está esperando resposta.
gaps-exported = { $count ->
    [one] Aqui está { $count } pergunta.
   *[other] Aqui estão { $count } perguntas.
}

## /content

content-none = Este servidor ainda não tem artigos próprios. `/content add` recebe um arquivo ou abre uma janela para digitar um.
content-entry = versão { $version }, { $when } por { $who }
content-shown = versão { $version } de { $newest }, { $change } { $when } por { $who }
content-file = { $words }. O arquivo anexado é o texto salvo.
count-words = { $count ->
    [one] { $count } palavra
   *[other] { $count } palavras
}
menu-see-version = Ver o que uma versão mudou
content-version-name = Versão { $version }
content-version-line = **{ $version }** { $change } { $when } por { $who }
content-compared = **{ $title }**, versão { $version }
content-no-change = Nenhuma palavra mudou.
content-diff = Adicionado: { $added } (**em negrito**); removido: { $removed } (~~riscado~~):
content-diff-cut = Há mais do que cabe aqui.
change-added = adicionado
change-changed = mudado
change-removed-kind = removido
change-back = de volta à versão { $version }
button-history = Histórico
button-remove-article = Remover
button-back-to-version = Voltar à versão { $version }
content-nothing-to-export = Este servidor ainda não tem artigos próprios.
content-no-article = Este servidor não tem esse artigo. `/content list` mostra os que ele tem.
content-no-version = Essa versão não existe, ou o artigo foi removido nela. `/content history` mostra as que existem.
content-exported = { $count ->
    [one] Aqui está.
   *[other] Aqui estão todos os { $count } artigos, um arquivo Markdown para cada um.
}
draft-overtaken-removed = **Ainda não aprovado**: { $who } removeu esse artigo nesse meio-tempo (versão { $version }). Aprove de novo para trazê-lo de volta com este texto.
draft-overtaken-changed = **Ainda não aprovado**: { $who } mudou esse artigo nesse meio-tempo. Compare a versão { $version } em `/content history`; aprove de novo para substituí-la por este texto.
draft-new = um artigo novo
draft-replaces = substitui a versão { $version }
draft-size = { $sections } e { $passages }
count-sections = { $count ->
    [one] { $count } seção
   *[other] { $count } seções
}
draft-no-heading = (antes do primeiro título)
draft-sections = Seções
draft-left-out = Deixado de fora
draft-problems = A corrigir
draft-duplicates = Possíveis duplicatas
draft-duplicate = { $heading }: { $percent } % já está em “{ $title }”
draft-attached = O arquivo anexado é o texto como seria salvo. Ninguém o vê antes de você aprovar, e os rascunhos são apagados depois de um dia.
draft-dropped = { $reason }: { $lines }, como “{ $example }”
count-lines = { $count ->
    [one] { $count } linha
   *[other] { $count } linhas
}
draft-problem-line = linha { $line }: { $what }
button-approve = Aprovar
button-cancel = Cancelar
draft-gone = Esse rascunho não existe mais: foi aprovado ou cancelado, ou tem mais de um dia. Adicione-o de novo.
draft-cancelled = Cancelado. Nada foi mudado.
changed-meanwhile = Outra pessoa mudou esse artigo nesse meio-tempo, então não mudei nada. Dê uma olhada e tente de novo.
upload-refused = Não posso aceitar isso.
upload-endings = Aceito arquivos .md, .txt, .html, .docx e .pdf.
upload-elsewhere = Não vem de onde o Discord guarda os arquivos, então não o baixei.
upload-gone = O Discord não o tem mais. Envie de novo.
upload-unreachable = Não consegui baixá-lo do Discord. Tente de novo daqui a pouco.
upload-no-article = Não há nenhum artigo nele.
upload-too-long = Ele dá { $passages } trechos, e um artigo pode ter { $most }. Divida-o em vários.
upload-too-many = Este servidor tem { $most } artigos, que é o máximo.
upload-too-many-drafts = Já há { $most } rascunhos esperando aprovação. `/content list` mostra quais: aprove ou cancele alguns antes.
upload-library-full = Os artigos deste servidor passariam juntos de { $most } MiB, que é o máximo.
upload-too-large = Ele tem mais de { $most } MiB. Divida-o em vários artigos.
upload-empty = Não há nada nele.
upload-not-text = Seja qual for o nome, é outra coisa: { $kind }.
upload-unreadable = Não consigo ler: { $what }.
upload-line = Linha { $line }: { $what }.
dropped-navigation = navegação
dropped-contents = lista dos títulos da própria página
dropped-related = títulos de outras páginas ou produtos
dropped-sharing = botões de compartilhar e seguir
dropped-comments = formulário de comentários
dropped-newsletter = formulário de newsletter
dropped-cookies = aviso de cookies
dropped-credit = crédito de imagem
dropped-caption = legenda de imagem
dropped-contact = endereço, telefone, e-mail ou site
dropped-promotion = promoção do próprio site
dropped-legal = aviso legal
dropped-byline = autor, dia ou tempo de leitura
dropped-teaser = conversa sobre a própria página
dropped-asker = palavras de quem pergunta, que não são resposta
dropped-empty-heading = título sem nada embaixo
dropped-outside = fora do texto principal
dropped-outside-link = link fora do texto principal
audit-target-gaps = lacunas
audit-target-all = todos os artigos
audit-target-own = os próprios deste servidor
audit-target-shared = os compartilhados por todos os servidores

## What is wrong in a file

problem-unreadable = não foi possível ler: { $error }
problem-too-large = tem mais de { $most } MiB; divida-o em vários artigos
problem-empty = está vazio
problem-nested-too-deep = pastas a mais de { $most } níveis de profundidade não são lidas
problem-linked-folder = um link para uma pasta não é seguido; coloque aqui os arquivos, ou links para os arquivos
problem-link-outside = um link que sai da pasta de conteúdo não é seguido; coloque o arquivo aqui
problem-not-regular-file = não é um arquivo comum
problem-unread-format = { $count ->
    [one] { $count } arquivo ({ $files }) não é lido, porque termina em `{ $ending }`
   *[other] { $count } arquivos ({ $files }) não são lidos, porque terminam em `{ $ending }`
}
problem-unread-beside = { $count ->
    [one] { $count } arquivo ({ $files }) não é lido, porque há uma pasta `articles`: só é lido o que está nela
   *[other] { $count } arquivos ({ $files }) não são lidos, porque há uma pasta `articles`: só é lido o que está nela
}
problem-left-out = { $count ->
    [one] { $count } linha deixada de fora ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` a mostra
   *[other] { $count } linhas deixadas de fora, a primeira ({ $reason }): { $first }; `engram import { $file } --out DRAFTS --all` mostra todas
}
problem-same-id = outro artigo tem o identificador `{ $id }`; este tem `{ $unique }`
problem-same-slug = outro artigo tem o nome `{ $slug }`
problem-no-such-article = não há nenhum artigo `{ $slug }`
problem-no-such-section = `{ $slug }` não tem nenhuma seção `{ $anchor }`
problem-toml = não é TOML válido: { $error }
problem-invalid-reference = fonte `{ $key }`: { $error }
problem-calibration = ilegível: { $error }; é usada a calibração que vem com o programa; crie-a de novo com `engram eval --fit`
problem-empty-value = `{ $key }` está vazio: melhor remover
problem-control-character = `{ $key }` tem uma quebra de linha ou um caractere de controle: é esperada uma única linha
problem-value-too-long = `{ $key }` tem { $chars } caracteres, e o máximo é { $most }
problem-too-many-examples = `examples` tem { $number } perguntas, e o máximo é { $most }
problem-no-language-code = `language` é { $code }: é esperado um código como en, de ou pt-BR
problem-front-matter-unclosed = o cabeçalho abre com `+++` e nunca fecha; o arquivo está incompleto
problem-front-matter = cabeçalho: { $error }
problem-foreign-front-matter = não foi possível ler o cabeçalho: { $error }
problem-no-title = falta o título (`title`) no cabeçalho
problem-no-text = não há texto depois do cabeçalho
problem-nothing-left = não sobra texto depois da limpeza
problem-only-links = só tem links para outras páginas, como um menu; use essas páginas no lugar dele
problem-no-sentence = não tem nem uma frase; talvez seja um menu, e não um texto
problem-bare-heading = não há texto abaixo do título `{ $heading }`; talvez o arquivo esteja incompleto
problem-unknown-reference = a fonte `{ $key }` não está em `references.toml`
problem-malformed-link = `with = "{ $with }"` não tem a forma `article#section`
problem-picture = não dá para mostrar uma imagem
problem-named-picture = não dá para mostrar uma imagem: { $name }
problem-element = não dá para mostrar `{ $name }`
problem-comment-unclosed = um comentário abre com `<!--` e nunca fecha: tudo depois dele fica oculto
problem-unknown-grade = avaliação desconhecida `{ $grade }`: é esperado `strong`, `moderate`, `contested` ou `practical`
problem-unknown-note = não foi possível ler `{ $note }`: é esperado `grade: WORD` ou `refs: KEY, KEY`
problem-damaged-document = um documento danificado; abra-o em um editor de texto e salve de novo
problem-document-without-text = um documento sem texto
problem-encrypted-document = um documento com senha; salve-o sem ela
problem-not-docx = não é um documento DOCX; salve-o como DOCX ou como texto
problem-pdf-without-program = um PDF, que só o próprio programa `engram` consegue ler
problem-pdf-outside-unix = um PDF, que só consigo ler em Unix
problem-pdf-without-text = um PDF sem texto, como páginas digitalizadas; passe-o antes por um reconhecimento de texto
problem-pdf-without-process = um PDF que não foi possível ler: nenhum processo para ele: { $error }
problem-pdf-failed = um PDF que não foi possível ler: { $error }
problem-encrypted-pdf = um PDF com senha; salve-o sem ela
problem-damaged-pdf = um PDF danificado; abra-o e salve de novo
problem-pdf-too-costly = um PDF que precisa de mais memória ou tempo do que pode usar (1 GiB, 20 s); imprima-o em um novo PDF, ou salve o texto dele
problem-not-its-encoding = não está em { $encoding }, embora o começo indique isso; salve-o em UTF-8
problem-binary = dados binários, não texto
problem-control-characters = tem caracteres que só programas usam; são dados binários, não texto
problem-cut-off = cortado no meio de um caractere; o arquivo está incompleto
problem-not-utf8 = não está em UTF-8; salve-o em UTF-8
problem-no-encoding = não declara nenhuma codificação; salve-o em UTF-8
problem-wrong-encoding = declara a codificação { $declared }, mas não está nela; salve-o em UTF-8
problem-guessed-encoding = não declara nenhuma codificação; lido como { $encoding }: confira as letras com acento
problem-read-in-other-encoding = declara a codificação { $declared }, mas não está nela; lido como { $encoding }: confira as letras com acento
file-kind-zip = um arquivo compactado (ZIP, ou um documento dentro de um)
file-kind-archive = um arquivo compactado ({ $format })
file-kind-program = um programa
file-kind-script = um script
file-kind-pdf = um PDF
file-kind-rtf = um documento de um editor de texto (RTF)
file-kind-document = um documento de um editor de texto
file-kind-picture = uma imagem
file-kind-picture-or-recording = uma imagem ou uma gravação
file-kind-recording = uma gravação
file-kind-database = um banco de dados

## Rebuilding an index

rebuild-running = Estou reconstruindo o índice. Enquanto isso, continuo respondendo com o antigo.
rebuild-own-running = Estou reconstruindo o índice deste servidor …
rebuild-reading = Artigos: { $done } de { $total }
rebuild-encoding = Trechos processados: { $done } de { $total }
rebuild-writing = Trechos gravados: { $done } de { $total }
rebuild-done = Pronto em { $seconds } s: { $articles }, { $passages }.
count-articles = { $count ->
    [one] { $count } artigo
   *[other] { $count } artigos
}
count-passages = { $count ->
    [one] { $count } trecho
   *[other] { $count } trechos
}
rebuild-new = Novos
rebuild-changed = Alterados
rebuild-removed = Removidos
rebuild-nothing = Nada mudou.
rebuild-gaps-closed = { $count ->
    [one] { $count } pergunta sem resposta agora tem uma; fechei essa lacuna.
   *[other] { $count } perguntas sem resposta agora têm uma; fechei essas lacunas.
}
rebuild-problems = A corrigir ({ $count })
rebuild-failed = Não deu certo. Continuo respondendo com o índice antigo.
rebuild-waits = Não consegui reconstruir o índice agora, então continuo respondendo com o antigo. Vou tentar de novo sozinho.
change-approved = { $title }: aprovado.
change-approved-version = { $title }: aprovado como versão { $version }.
change-removed = { $title }: removido.
change-rolled-back = { $title } voltou para a versão { $to }, salva como versão { $version }.
change-saved = Está salvo.
button-bring-back = Trazer de volta

## Small talk

greeting = Oi! Faça uma pergunta e eu procuro nos artigos.
greeting-about = Oi! Pergunte sobre { $subject }.
thanks = De nada!
goodbye = Tchau! Volte quando tiver perguntas.
about-the-bot = Eu sou { $name }. Procuro sua pergunta em uma coleção de artigos e mostro o que eles dizem, palavra por palavra, com a fonte. Quando eles não têm resposta, eu digo. Pergunte com suas próprias palavras.
about-the-bot-on = Eu sou { $name }. Procuro sua pergunta em uma coleção de artigos sobre { $subject } e mostro o que eles dizem, palavra por palavra, com a fonte. Quando eles não têm resposta, eu digo. Pergunte com suas próprias palavras.
reaction = Pergunte quando quiser.
unhappy = Que pena que não ajudou. Tente com outras palavras ou uma pergunta mais curta: só encontro o que está nos artigos.
unhappy-on = Que pena que não ajudou. Tente com outras palavras ou uma pergunta mais curta: só encontro o que está nos artigos sobre { $subject }.
ask-something = Pergunte algo, com suas próprias palavras.
ask-something-example = Pergunte algo, por exemplo: { $example }?

## Settings

settings-title = Configurações
setting-channels-how-chosen = Nos outros respondo em particular, e a menções não respondo. Sem nenhum canal escolhido, respondo em { $channels }.
setting-cooldown-how = Em quanto tempo a mesma pessoa pode perguntar de novo.
setting-forums = Fóruns em que respondo sozinho a novas publicações
setting-forums-how = Uma vez por publicação nova, e só se eu tiver certeza. Leio o título e, se o Discord deixar, a primeira mensagem.
setting-roles-locked = Só membros com “Gerenciar servidor” podem mudar isso.
menu-all-channels = Todos os canais
menu-no-forum = Nenhum fórum
menu-no-role = Só membros com “Gerenciar servidor”
choice-for-everyone = Para todos no canal
choice-for-asker = Só para quem pergunta
choice-careful = Cauteloso
choice-careful-means = Menos respostas e menos erros: a partir de { $percent } % de certeza
choice-balanced = Equilibrado
choice-balanced-means = O padrão: a partir de { $percent } % de certeza
choice-generous = Generoso
choice-generous-means = Mais respostas e mais erros: a partir de { $percent } % de certeza
button-audit = Registro de mudanças
count-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}

## Articles of a server: adding, editing, drafts, search

command-content-edit = Mudar o texto de um artigo
command-content-drafts = O que está esperando aprovação
command-content-list-search = Só artigos com estas palavras no título
modal-add = Adicionar artigos
modal-edit = Editar um artigo
modal-files = Arquivos
field-files = Até dez arquivos .md, .txt, .html, .docx ou .pdf, cada um é um artigo
modal-title = Ou um título
field-title = O título de um artigo que você digita abaixo
modal-text = Texto
field-text = Pode usar Markdown: faça de cada título uma pergunta
field-edit = Em Markdown. Você vê uma prévia antes de qualquer mudança.
add-nothing = Não havia nada para adicionar: escolha um arquivo ou digite um texto.
edit-too-long = **{ $title }** é longo demais para editar aqui. Mude o arquivo anexo e envie com `/content add`.
edit-no-change = O texto continua igual, então não mudei nada.
drafts-none = Nenhum rascunho está esperando aprovação.
drafts-waiting = { $count ->
    [one] **{ $count } rascunho está esperando aprovação.**
   *[other] **{ $count } rascunhos estão esperando aprovação.**
}
menu-open-draft = Abrir um rascunho
choice-new-article = Um artigo novo
choice-replaces = Substitui a versão { $version }
button-drafts = Todos os rascunhos
button-edit = Editar
list-found = { $count ->
    [one] { $count } artigo corresponde a “{ $words }”.
   *[other] { $count } artigos correspondem a “{ $words }”.
}
list-narrow = Há mais do que cabe aqui. Adicione uma palavra para ver menos.

## First use in a server

welcome = Oi, obrigado por me adicionar! Respondo perguntas com citações exatas de um conjunto de artigos, cada uma com a fonte. Pergunte com `/ask`, ou me mencione. Quem gerencia o servidor escolhe meus canais em `/settings` e pode adicionar artigos próprios com `/content add`.
welcome-about = Oi, obrigado por me adicionar! Respondo perguntas sobre { $subject } com citações exatas de um conjunto de artigos, cada uma com a fonte. Pergunte com `/ask`, ou me mencione. Quem gerencia o servidor escolhe meus canais em `/settings` e pode adicionar artigos próprios com `/content add`.
