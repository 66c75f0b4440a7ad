/** Words that stand in every text of a language and in few others; the most frequent of those that tell neighbours apart. */
const stopWords: Readonly<Record<string, string>> = {
  en: 'the and is are was were of to in that it for you with this have not but they what from be will would there which about',
  de: 'der die das und ist nicht ich du wir ihr sie es ein eine einen mit auf für auch wie aber oder noch nur wenn sich den dem von zu wird',
  fr: 'le la les des est et une un dans pas pour que qui vous nous je avec sur mais ou ce cette sont plus être au aux du',
  es: 'el los las que y es una un por para con no se lo como pero más muy este esta del al son hay también porque está',
  it: 'il lo gli che di e è un una per con non si sono ma come più questo questa della nel anche perché alla ho hai',
  pt: 'o os as que e é um uma por para com não se mas como mais muito este esta do da no na são você também está',
  nl: 'de het een en is niet ik je wij zijn van op voor met maar ook als dat die wordt naar nog bij heeft werd',
  sv: 'och att det är som en ett inte jag du vi för med på av men har den till om så var från också hade',
  da: 'og at det er som en et ikke jeg du vi for med på af men har den til om så var fra også havde',
  nb: 'og at det er som en et ikke jeg du vi for med på av men har den til om så var fra også hadde',
  fi: 'ja on ei se että en hän mutta oli niin kun mitä tämä olen ovat myös kuin sitten vain jos',
  pl: 'i w nie na to się że jest z do jak ale co tak za od po przez są był dla już tylko czy',
  cs: 'a v je se na to že s z do jak ale co tak za od po jsou byl pro už jen nebo jsem které',
  ro: 'și de la în nu este că o un pe cu mai ce din pentru sunt dar să care ca lui',
  tr: 've bir bu için de da çok ne gibi ama daha var mı değil olarak ile ben sen o kadar',
  id: 'yang dan di itu ini dengan untuk tidak dari dalam akan pada juga saya ke karena ada bisa kami mereka',
  hu: 'a az és nem hogy egy is van de meg ez azt csak már mint volt vagy ha még ezt',
};

const wordLists = Object.entries(stopWords).map(([language, words]) => [language, new Set(words.split(' '))] as const);

/** Scripts that one language mostly writes; Han without kana is Chinese. */
const scripts: readonly (readonly [language: string, pattern: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['bn', /\p{Script=Bengali}/gu],
];

/** Languages that share a script and are not told apart here: any of them is right. */
const sharedScripts: readonly (readonly [languages: readonly string[], pattern: RegExp])[] = [
  [['ru', 'uk', 'bg', 'sr', 'be', 'mk', 'kk', 'mn'], /\p{Script=Cyrillic}/gu],
  [['ar', 'fa', 'ur', 'ps', 'ckb', 'sd', 'ug'], /\p{Script=Arabic}/gu],
  [['hi', 'mr', 'ne', 'sa'], /\p{Script=Devanagari}/gu],
];

/** Too alike to be told apart by a few words. */
const alike: readonly (readonly string[])[] = [
  ['da', 'nb', 'nn', 'no'],
  ['sr', 'hr', 'bs', 'sh'],
  ['id', 'ms'],
  ['cs', 'sk'],
  ['pt', 'gl'],
];

const fewestLetters = 8;
const fewestWords = 4;
const longestLooked = 2000;

/**
 * The language that a text seems to be in, when that is quite certain and another one than `chosen`; undefined else. Addresses, names
 * and hashtags say nothing about it. Better silent than wrong: a short or mixed text has no language.
 */
export function otherLanguage(text: string, chosen: string): string | undefined {
  const words = text.slice(0, longestLooked).replaceAll(/https?:\/\/\S+|[@#:][\p{L}\p{M}\p{N}_.@:-]+/gu, ' ');
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  if (letters < fewestLetters) return undefined;
  const own = (chosen.split('-')[0] ?? chosen).toLowerCase();
  const byScript = ofScript(words, letters, own);
  if (byScript !== undefined) return byScript === own ? undefined : byScript;
  const guessed = byWords(words);
  if (guessed === undefined || guessed === own) return undefined;
  return alike.some((group) => group.includes(guessed) && group.includes(own)) ? undefined : guessed;
}

/** Of a script that says it; `own` when it fits the script. */
function ofScript(words: string, letters: number, own: string): string | undefined {
  const share = (pattern: RegExp): number => (words.match(pattern)?.length ?? 0) / letters;
  for (const [language, pattern] of scripts) {
    if (share(pattern) > (language === 'ja' ? 0.2 : 0.6)) return language;
  }
  for (const [languages, pattern] of sharedScripts) {
    if (share(pattern) > 0.6) return languages.includes(own) ? own : languages[0];
  }
  return undefined;
}

function byWords(text: string): string | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length < fewestWords) return undefined;
  const scores = wordLists
    .map(([language, known]) => ({ language, hits: words.filter((word) => known.has(word)).length }))
    .toSorted((a, b) => b.hits - a.hits);
  const [best, second] = scores;
  if (best === undefined || second === undefined) return undefined;
  const isCertain = best.hits >= 2 && best.hits >= second.hits * 1.5 && best.hits / words.length >= 0.15;
  const isAlike = alike.some((group) => group.includes(best.language) && group.includes(second.language));
  return isCertain || (isAlike && best.hits >= 3) ? best.language : undefined;
}
