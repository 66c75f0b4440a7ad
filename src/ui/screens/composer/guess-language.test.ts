import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { otherLanguage } from './guess-language.ts';

const samples: readonly (readonly [string, string])[] = [
  ['en', 'The first seedlings are out, and it is much too cold for them in the garden.'],
  ['de', 'Die ersten Keimlinge sind da, und es ist noch viel zu kalt für den Garten.'],
  ['fr', 'Les premières pousses sont là, mais il fait trop froid pour le jardin.'],
  ['es', 'Los primeros brotes ya están aquí, pero hace mucho frío para el jardín.'],
  ['it', 'I primi germogli sono arrivati, ma fa troppo freddo per il giardino e non si può uscire.'],
  ['nl', 'De eerste kiemplanten zijn er, maar het is nog veel te koud voor de tuin.'],
  ['pl', 'To są pierwsze sadzonki, ale w ogrodzie jest już za zimno i nie wiem, co z tym zrobić.'],
  ['sv', 'De första plantorna är här, men det är för kallt för att ha dem i trädgården och jag är ledsen.'],
  ['ja', '最初の芽が出ましたが、庭にはまだ寒すぎます。'],
  ['zh', '第一批幼苗已经长出来了，但是花园里太冷了。'],
  ['ko', '첫 새싹이 나왔지만 정원에는 아직 너무 춥습니다.'],
  ['ru', 'Первые всходы уже появились, но в саду ещё слишком холодно.'],
  ['ar', 'ظهرت البراعم الأولى لكن الجو بارد جدا في الحديقة.'],
  ['el', 'Τα πρώτα φυτά βγήκαν, αλλά κάνει πολύ κρύο στον κήπο.'],
  ['th', 'ต้นกล้าแรกออกมาแล้ว แต่ในสวนยังหนาวเกินไป'],
];

describe('the language of a text', () => {
  it.each(samples)('is seen when it is another one: %s', (language, text) => {
    expect(otherLanguage(text, language === 'en' ? 'de' : 'en')).toBe(language);
  });

  it.each(samples)('is not spoken of when it is the chosen one: %s', (language, text) => {
    expect(otherLanguage(text, language)).toBeUndefined();
    expect(otherLanguage(text, `${language}-XX`)).toBeUndefined();
  });

  it('is not guessed from little, from addresses and names, or where neighbours write alike', () => {
    for (const text of [
      '',
      'Hallo',
      'ok the',
      'https://der-die-das.example/und/ist/nicht/ich',
      '@die #und @das #ist #nicht #der #ein',
    ])
      expect(otherLanguage(text, 'en')).toBeUndefined();
    expect(otherLanguage('Ще рано садити, бо в саду дуже холодно.', 'uk')).toBeUndefined();
    expect(otherLanguage('Det er ikke så lett, men jeg har også en plan for det.', 'da')).toBeUndefined();
  });

  it('says something of any text, and looks at no more than its beginning', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        const guessed = otherLanguage(text, 'en');
        expect(guessed).not.toBe('en');
      }),
    );
    const german = 'Es ist noch viel zu kalt für den Garten, und die Keimlinge sind auch nicht da. '.repeat(30);
    const english = 'It is much too cold for the garden, and there are not that many of them. '.repeat(1_000);
    expect(otherLanguage(english, 'de')).toBe('en');
    expect(otherLanguage(german + english, 'en')).toBe('de');
  });
});
