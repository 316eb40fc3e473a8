import { beforeAll, describe, expect, it } from 'vitest';
import {
  type LanguageDetector,
  openLanguageDetector,
} from '../../../src/assist/classify/detect-language.ts';

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await openLanguageDetector();
});

describe('languages', () => {
  it.each([
    ['en', 'My parcel has not arrived yet, could you look into it?'],
    ['de', 'Mein Paket ist noch nicht angekommen, können Sie bitte nachsehen?'],
    ['fr', 'Mon colis n’est pas encore arrivé, pouvez-vous vérifier ?'],
    ['es', 'Mi paquete todavía no ha llegado, ¿pueden comprobarlo?'],
    ['it', 'Il mio pacco non è ancora arrivato, potete controllare?'],
    ['nl', 'Mijn pakket is nog niet aangekomen, kunt u dit nakijken?'],
    ['pt', 'A minha encomenda ainda não chegou, podem verificar por favor?'],
    ['pl', 'Moja paczka jeszcze nie dotarła, czy możecie to sprawdzić?'],
    ['ru', 'Моя посылка ещё не пришла, проверьте, пожалуйста.'],
    ['ja', '荷物がまだ届いていません。確認していただけますか。'],
  ])('are told: %s', (language, text) => {
    expect(detector.detect(text)).toBe(language);
  });

  it('are not guessed from numbers, links and addresses', () => {
    expect(detector.detect('#4312 100,00 https://shop.example/orden/estado jo@shop.example')).toBe(
      null,
    );
    expect(detector.detect('ok')).toBeNull();
  });

  it('are the usual one for a word or two that could be of several', () => {
    expect(detector.detect('order status')).toBe('en');
  });
});
