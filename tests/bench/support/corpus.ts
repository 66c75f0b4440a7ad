// What people write, fixed: 60 posts in seventeen languages, as long as posts are (26 to 311 characters, median 143), none like another.

/** Language (BCP 47) and plain text. */
export type CorpusPost = readonly [language: string, text: string];

export const corpus: readonly CorpusPost[] = [
  [
    'en',
    'The swifts are back over our street. Counted eleven this evening, screaming round the church tower as if they had never been away.',
  ],
  [
    'de',
    'Heute im Garten: die ersten Radieschen geerntet, drei Schnecken umgesiedelt und dann doch wieder den Nachmittag mit einem Buch unter dem Kirschbaum verbracht. So ungefähr hatte ich mir das mit dem Feierabend vorgestellt.',
  ],
  [
    'fr',
    'Petite victoire du jour : le vieux vélo de ma grand-mère roule de nouveau. Il a fallu changer la chaîne, les deux pneus et une bonne partie de ma patience, mais quel bonheur de descendre la colline ce soir.',
  ],
  ['es', '¿Alguien más tiene la sensación de que los domingos duran la mitad que los lunes? Preguntando para un amigo.'],
  [
    'pt',
    'Passei a manhã inteira tentando fazer pão de queijo como a minha tia fazia. Ainda não é a mesma coisa, mas a cozinha ficou com o cheiro certo.',
  ],
  [
    'it',
    'Stamattina il treno era in ritardo di quaranta minuti e nessuno si lamentava: qualcuno ha tirato fuori una chitarra e per un po’ il binario quattro è stato il posto migliore della città.',
  ],
  ['nl', 'Tip voor wie ook altijd z’n sleutels kwijt is: ze liggen in de koelkast, naast de boter. Vraag niet hoe ik dit weet.'],
  [
    'pl',
    'Pierwszy śnieg w tym roku, a ja oczywiście bez rękawiczek. Za to kot siedzi na parapecie i patrzy na płatki tak, jakby każdy z nich był jego osobistym wrogiem.',
  ],
  [
    'ru',
    'Перечитываю письма, которые писал домой двадцать лет назад. Удивительно, сколько места занимала погода и как мало — всё то, что я теперь помню.',
  ],
  [
    'uk',
    'Сьогодні на ринку бабуся продавала маленькі букети волошок. Купив два: один сусідці, а другий поставив на підвіконня, щоб кухня не забувала, що надворі літо.',
  ],
  [
    'ja',
    '朝の散歩で見つけた小さな喫茶店。窓際の席から川が見えて、店主のおじいさんが豆を挽く音だけが聞こえる。また来週も行こうと思う。',
  ],
  ['zh', '下了整整一个星期的雨，今天终于放晴。把被子都抱到阳台上晒，整个屋子都是太阳的味道。'],
  ['ko', '퇴근길에 문득 하늘을 봤는데 구름이 고래처럼 생겼다. 사진을 찍으려고 가방을 뒤지는 사이에 이미 코끼리가 되어 있었다.'],
  ['ar', 'أجمل ما في الصباح أن المدينة كلها تبدأ من جديد: رائحة الخبز، صوت الباعة، والقطط التي تعرف تماماً أي باب تطرق.'],
  ['hi', 'आज पहली बार अपने हाथ से चाय में इतना अदरक डाला कि पूरा घर जाग गया। माँ ने कहा, अब तुम बड़े हो गए हो।'],
  ['tr', 'Komşunun kedisi yine bizim balkonda. Artık mamasını da burada istiyor; sanırım resmen evlat edinildik.'],
  [
    'en',
    'Unpopular opinion: the best part of any conference is the twenty minutes before the first talk, when nobody knows anybody and everyone is equally lost looking for coffee.',
  ],
  [
    'en',
    'Release notes should say why, not only what. I have read "various fixes and improvements" four times this week, and I still do not know whether it is safe to update the machine that runs our bakery’s ordering system. Please, two sentences about what broke and for whom. Your users are not stupid, they are busy.',
  ],
  [
    'de',
    'Frage an alle mit Altbauwohnung: Wie bekommt ihr im Winter die Fenster dicht, ohne dass es aussieht wie in einer Lagerhalle? Schaumstoffband habe ich durch, Vorhänge auch. Der Vermieter sagt, das gehöre so.',
  ],
  [
    'sv',
    'Tog sista båten ut till ön i kväll. Helt stilla vatten, en säl som följde efter oss en stund, och sedan bara ljudet av motorn som dog bort.',
  ],
  [
    'fr',
    'Je cherche le titre d’un film des années soixante-dix : une femme traverse la France avec un piano dans un camion, il pleut presque tout le temps, et à la fin elle joue dans une gare vide. Est-ce que j’ai rêvé ?',
  ],
  ['ja', '締め切りまであと三時間。なぜか部屋の掃除が終わった。'],
  [
    'es',
    'Mi abuela tiene noventa y dos años y hoy me ha preguntado qué es una contraseña. Se lo he explicado. Ha pensado un momento y me ha dicho: «Ah, como el golpe en la puerta cuando venía tu abuelo». Exactamente, abuela.',
  ],
  ['en', 'Day 41 of learning the accordion. The neighbours have started leaving notes. One of them just said "G sharp".'],
  [
    'pt',
    'O mar hoje estava da cor do céu, ou o contrário. Fiquei uma hora a olhar e não consegui decidir onde acabava um e começava o outro.',
  ],
  [
    'zh',
    '终于读完了那本放在床头两年的书。结局其实很普通，但合上最后一页的时候，还是有点舍不得书里的那个小镇和它永远修不好的钟楼。大概好书就是这样，读完之后觉得自己搬了一次家。',
  ],
  [
    'nl',
    'Vandaag voor het eerst in maanden weer met de hele familie aan één tafel. Te veel eten, te harde muziek, drie gesprekken door elkaar. Precies goed.',
  ],
  ['it', 'Domanda seria: la carbonara si può rifare il giorno dopo? Rispondete con calma, ho già litigato con mezza famiglia.'],
  [
    'en',
    'We measured it properly this time. Warm cache, cold cache, five runs each, same machine, nothing else running. The clever version is eleven percent slower than the stupid one. I have deleted the clever version and I feel wonderful.',
  ],
  ['ko', '오늘의 수확: 방울토마토 세 개, 바질 한 줌, 모기 물린 자국 열두 군데.'],
  [
    'pl',
    'Polecam wszystkim wystawę fotografii w starej elektrowni. Najlepsze są te najmniejsze odbitki, do których trzeba się pochylić, jakby zdradzały sekret.',
  ],
  [
    'ru',
    'Кто-то оставил в лифте стул с запиской «вдруг вам тяжело». Пятый день никто его не забирает, и весь подъезд стал здороваться.',
  ],
  ['de', 'Der Bus kam pünktlich. Ich war so überrascht, dass ich ihn verpasst habe.'],
  [
    'en',
    'Does anybody have experience with repairing woollen jumpers where the moths got to the elbow? I would like to do visible mending, in a colour that looks as if I meant it, but every tutorial begins with "first, choose the right yarn" and there my knowledge ends.',
  ],
  [
    'ar',
    'قرأت اليوم أن أقدم شجرة زيتون في القرية عمرها أكثر من ألفي عام. وقفت أمامها وفكرت في كل الذين استراحوا في ظلها قبلي، ثم أكلت تفاحة وأكملت الطريق.',
  ],
  ['hi', 'बारिश, पकौड़े और पुराने गाने। इससे ज़्यादा किसी शाम से क्या माँगना।'],
  [
    'en',
    'Small thing I learned today: you can ask the library to order almost any book for you, for free, and the librarian will be delighted that you did.',
  ],
  [
    'fr',
    'Le boulanger m’a reconnu après six ans d’absence. « Toujours la tradition bien cuite ? » J’ai failli pleurer devant les croissants.',
  ],
  [
    'tr',
    'Yedi saatlik otobüs yolculuğunda yanımda oturan amca bana önce ceviz, sonra hayat dersi, en sonunda da torununun düğün davetiyesini verdi. Haftaya gidiyoruz.',
  ],
  [
    'es',
    'Hilo corto sobre por qué las bibliotecas de barrio importan: porque hay calefacción, porque hay gente, porque nadie te pide que compres nada. Fin del hilo.',
  ],
  [
    'cs',
    'Po roce oprav konečně otevřeli starou lávku přes řeku. Stál jsem na ní deset minut a jen poslouchal, jak pod nohama hučí jez.',
  ],
  [
    'ja',
    '祖母の味噌汁の作り方をやっと書き留めた。「だしは気分で、味噌は顔を見て」とのこと。再現できる気がしない。でも、台所に並んで立っている時間がいちばんのレシピなのかもしれない。',
  ],
  [
    'en',
    'If you maintain something that other people depend on: thank you. If you depend on something that other people maintain: tell them today. It takes a minute, and most of them only ever hear from us when it is broken.',
  ],
  [
    'de',
    'Kleine Umfrage unter Chören: Singt ihr auswendig oder mit Noten? Wir haben gestern zwei Stunden darüber diskutiert und in der Zeit kein einziges Lied geprobt, was vermutlich auch eine Antwort ist.',
  ],
  [
    'uk',
    'Вчора ввечері вимкнули світло, і ми вперше за довгий час грали всією родиною в карти при свічках. Коли світло повернулося, ніхто не встав його вмикати.',
  ],
  ['zh', '地铁上有个小朋友问妈妈：“为什么大人都在看手机，不看窗户？”整个车厢都抬起头来。'],
  [
    'pt',
    'Alguém sabe onde ainda consertam rádio de válvula em Belo Horizonte? O do meu avô parou ontem depois de sessenta anos, no meio de um jogo, e a casa ficou estranha de tão quieta.',
  ],
  ['en', 'The first rule of sourdough: it is never the flour.'],
  [
    'sv',
    'Någon som har ett bra recept på saffransbullar utan ägg? Barnen i klassen är fler än recepten jag kan, och på torsdag ska allt vara klart.',
  ],
  [
    'it',
    'Ho ritrovato in soffitta le lettere che i miei nonni si scrivevano nel 1951. Lei raccontava del mercato e delle galline, lui della fabbrica e della nebbia. In fondo a ogni lettera, sempre la stessa frase: «Qui tutto bene, manchi solo tu».',
  ],
  ['ko', '비 오는 날의 도서관이 좋다. 우산이 가득한 입구, 조용한 책장, 창문을 두드리는 소리. 아무도 서두르지 않는 유일한 장소.'],
  [
    'nl',
    'Mijn dochter (5): "Als de maan met ons meeloopt, wie loopt er dan met de andere kinderen mee?" Ik heb nog geen antwoord.',
  ],
  [
    'en',
    'Reminder that backups you have never restored are wishes. I restored ours this morning, for the first time in three years. It took four hours, two phone calls and a key that was in a drawer in another building. It works now, and it is written down, and the drawer has a label.',
  ],
  [
    'ru',
    'Нашёл в кармане зимней куртки билет в кино за прошлый январь. Фильм совершенно не помню, а вот как мы потом шли домой по льду и хохотали — помню до последнего фонаря.',
  ],
  ['fr', 'Il neige sur les cerisiers en fleurs. Personne n’a prévenu personne.'],
  [
    'es',
    'Cosas que no sabía que echaba de menos hasta que volví al pueblo: el ruido de las persianas por la mañana, el pan envuelto en papel, que el cartero te pregunte por tu madre, las estrellas.',
  ],
  [
    'pl',
    'Uwaga, szukamy domu dla dwóch starszych psów, nierozłącznych. Spokojne, lubią długie spacery i krótkie wieczory. Okolice Krakowa, mogę dowieźć. Proszę, podajcie dalej.',
  ],
  [
    'de',
    'Nach fünf Jahren das erste Mal wieder auf der Hütte oberhalb der Baumgrenze. Kein Netz, kein Strom, nur der Bach und abends die Murmeltiere. Am zweiten Tag hört man auf, in die Tasche zu greifen. Am dritten fängt man an, die Wolken zu unterscheiden. Am vierten muss man leider wieder hinunter.',
  ],
  [
    'en',
    'My grandfather kept a weather diary for fifty-one years. No feelings, no news, only wind, rain, temperature, and on the day I was born, in the margin, in pencil: "a girl. clear skies".',
  ],
  ['ja', '猫が初めて自分から膝に乗ってきた。足がしびれてきたけれど、歴史的な瞬間なので動けない。'],
];

/** The post that stands at a place of an account's history: neighbours are never alike, and the order is the same in every run. */
export function corpusPost(index: number): CorpusPost {
  const post = corpus[(index * 23) % corpus.length];
  if (post === undefined) throw new RangeError(`no text ${index}`);
  return post;
}
