/** Words that carry no claim of their own, in the languages drafts are written in. */
const FUNCTION_WORDS = new Set(
  `a an the this that these those and or but so if then than as at by for from in into of off on onto out over to up with about
  is are was were be been being am do does did done have has had having will would shall should can could may might must it its
  i me my we us our ours you your yours he she they them their there here which who whom whose what when where why how
  also just very more most some any each every all both either other another such only own same too s t re ve ll d m please
  der die das den dem des ein eine einen einem einer eines und oder aber wenn dann als am an auf aus bei bis durch für gegen im in ins mit nach
  ob seit um unter vom von vor zu zum zur über ist sind war waren sein bin hat haben hatte wird werden wurde kann können muss müssen soll
  sollte ich mich mir mein wir uns unser sie ihr ihre ihnen ihren es er du dein hier dort auch nur sehr mehr bitte dass sich
  el la los las un una unos unas y o u pero si entonces que de del al a ante con en entre hasta para por según sobre es son era fue ser estar
  está están ha han había puede pueden debe deben yo me mi nosotros nos nuestro nuestra usted ustedes su sus se lo le les aquí también muy más favor
  le la les un une des et ou mais donc si que qui de du au aux à dans en par pour sur avec chez est sont était être a ont avait peut peuvent
  doit doivent je me mon ma mes nous notre nos vous votre vos il elle ils elles se ce cette ces ici aussi très plus`.split(
    /\s+/,
  ),
);

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

/** Words of a text as they are written. */
export function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

/** One form for a word and its endings, without accents. */
export function stem(word: string): string {
  const plain = word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replace(/['’]\p{L}*$/u, '');
  const base = plain.replace(/(?:ies|y)$/, 'i').replace(/(?:ing|ed|es|s|en|er)$/, '');
  return base.length < 3 ? plain : base.slice(0, 6);
}

/** What a text is about: stems of the words that say something, without figures. */
export function contentStems(text: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => !/\p{N}/u.test(word) && !FUNCTION_WORDS.has(word.toLowerCase()))
    .map(stem)
    .filter((one) => one.length > 1);
}

/** The part of `these` that is among `those`, 0–1; 1 where there is nothing to look for. */
export function coverage(these: readonly string[], those: ReadonlySet<string>): number {
  if (these.length === 0) return 1;
  return these.filter((one) => those.has(one)).length / these.length;
}
