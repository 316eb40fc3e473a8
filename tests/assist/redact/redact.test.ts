import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, redact } from '../../../src/assist/redact/redact.ts';

const NAMES = [
  { kind: 'AGENT', name: 'Nova Lee' },
  { kind: 'CUSTOMER', name: 'May Müller' },
  { kind: 'COMPANY', name: 'Open Door' },
] as const;
const redacted = (text: string): string => redact(text, NAMES).text;

describe('a text without personal data', () => {
  it.each([
    ['Mail jane.rose+x@mail.example.co.uk.', 'Mail [EMAIL_1].'],
    ['or jané@bücher.de', 'or [EMAIL_1]'],
    ['jane (at) example (dot) com', '[EMAIL_1]'],
    ['IBAN DE89 3704 0044 0532 0130 00 please', 'IBAN [IBAN_1] please'],
    ['gb50mvfc38361978683032', '[IBAN_1]'],
    ['my IBAN is DE89 3704 0044 0532 0130 01', 'my IBAN is [IBAN_1]'],
    ['from 10.0.0.1:8080', 'from [IP_1]:8080'],
    ['from 2001:db8::7 on', 'from [IP_1] on'],
    ['paid with 4111 1111 1111 1111, 12/27', 'paid with [CARD_1], 12/27'],
    ['3782-822463-10005', '[CARD_1]'],
    ['my card number is 4111111111111112', 'my card number is [CARD_1]'],
    ['ssn 123-45-6789 or 123456789', 'ssn [SSN_1] or 123456789'],
    ['SSN: 123 45 6789', 'SSN: [SSN_1]'],
    ['call 785 8949', 'call [PHONE_1]'],
    ['+49 (30) 123456', '[PHONE_1]'],
    ['555-123-4567 x89', '[PHONE_1]'],
    ['0660 565 36 45', '[PHONE_1]'],
    ['(021) 0025-967', '[PHONE_1]'],
    ['9493 7477 fax', '[PHONE_1] fax'],
    ['born on 3/4/1980', 'born on [BIRTH_DATE_1]'],
    ['date of birth: 4th of March 1980', 'date of birth: [BIRTH_DATE_1]'],
    ['see https://a.example/reset?token=abc123.', 'see [LINK_1].'],
    ['https://jane:pw@a.example/', '[LINK_1]'],
    ['at 12 Baker Street, Springfield, IL 62704', 'at [ADDRESS_1]'],
    ['Lindenstraße 7a, 10969 Berlin', '[ADDRESS_1]'],
    ['12 rue de la Paix, 75002 Paris', '[ADDRESS_1]'],
    ['P.O. Box 1234', '[ADDRESS_1]'],
    ['to 12 baker street please', 'to [ADDRESS_1] please'],
    ['2914 184th Street', '[ADDRESS_1]'],
    ['in der lindenstrasse 7a', 'in der [ADDRESS_1]'],
    ['12 Baker Street\n Apt. 4\n Springfield\n Sweden 62704\nThanks', '[ADDRESS_1]\nThanks'],
    ['52 Stubben 149, Suite 947', '[ADDRESS_1]'],
    ['Unit 4818 Box 0262\nDPO AA 65303', '[ADDRESS_1]'],
    ['jane\n> suite 770\n> york', 'jane\n> [ADDRESS_1]\n> york'],
    ['my new address is 66 rose walk, calino. Thanks', 'my new address is [ADDRESS_1]. Thanks'],
    ['Address: Walk of Roses 66, York', 'Address: [ADDRESS_1]'],
    ['she lives at 43 Rosenweide 13, Emden now', 'she lives at [ADDRESS_1] now'],
    ['my zip code is 29687', 'my zip code is [ADDRESS_1]'],
    ['postcode: SW1A 1AA', 'postcode: [ADDRESS_1]'],
    ["my driver's license number is A125325867", "my driver's license number is [ID_1]"],
    ['account number 12345678', 'account number [ACCOUNT_1]'],
    ['password: hunter2!', 'password: [SECRET_1]'],
    ['key sk-abcdefghijklmnopqrstuv', 'key [SECRET_1]'],
    ['My name is Donald van der Voet.', 'My name is [PERSON_1].'],
  ])('%s', (text, expected) => expect(redacted(text)).toBe(expected));

  it.each([
    ['Nova Lee wrote', '[AGENT_1] wrote'],
    ['thanks nova', 'thanks [AGENT_1]'],
    ['NOVA  LEE and nova lee', '[AGENT_1] and [AGENT_2]'],
    ['Frau Muller, Müller, Mu\u0308ller', 'Frau [CUSTOMER_1], [CUSTOMER_2], [CUSTOMER_3]'],
    ['may I ask May?', 'may I ask [CUSTOMER_1]?'],
    ['open the door at Open Door', 'open the door at [COMPANY_1]'],
    ['supernova leeway', 'supernova leeway'],
  ])('knows who is concerned: %s', (text, expected) => expect(redacted(text)).toBe(expected));

  it.each([
    'order 4111111111111111 has not come',
    'cancel purchase 113542617735902',
    'order number 785 8949 is late, call me',
    'ticket 4471823, #4471823',
    'call me about ticket 44718231',
    'on 2026-11-20 14:30 and 12.11.2023, 12-11-2023',
    'a total of 1 250 000 or $1234567',
    'version 10.0.4.1 and std::cout',
    'see https://help.example.com/docs/refunds?page=2',
    'my pin is not working',
    'I moved in 2010 2011 2012',
    'it takes 5 minutes down the road',
    '24 hours on the road, 3 cars in a lane',
    'the address is wrong in 3 places',
    'your ip address is blocked after 5 tries',
    'the suite has 12 apps',
    'sent to 3 Agents of ours',
    'the zip code field takes 5 digits',
    'at 12:30:45 we met',
    'my card payment was declined 3 times',
  ])('leaves alone: %s', (text) => expect(redacted(text)).toBe(text));
});

describe('a text made to be hard', () => {
  it.each([
    ['Via Aa '.repeat(9_000)],
    [`Via${' de'.repeat(20_000)}`],
    [`12 Baker Street\n${'Aa Bb,\n'.repeat(8_000)}`],
    ['address is '.repeat(6_000)],
    [`address: ${'a '.repeat(30_000)}`],
    ['Aa 1, Apt. '.repeat(6_000)],
    ['1 '.repeat(30_000)],
    [`Aa${' \n'.repeat(30_000)}`],
  ])('takes no longer: %.20s', (text) => {
    const startedAt = performance.now();
    redact(text);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});

describe('putting it back', () => {
  it('gives one value one placeholder, in all texts that go together', () => {
    const redactor = createRedactor();
    expect(redactor.redact('a@b.example, c@d.example, a@b.example')).toBe(
      '[EMAIL_1], [EMAIL_2], [EMAIL_1]',
    );
    expect(redactor.redact('c@d.example')).toBe('[EMAIL_2]');
    expect(redactor.restore('To [EMAIL_2]: hello, [EMAIL_9]')).toBe(
      'To c@d.example: hello, [EMAIL_9]',
    );
  });

  it('keeps what only looks like a placeholder', () => {
    const text = '[EMAIL_1] of a@b.example [[PHONE_2]] [CARD_4111111111111111] [x@y.example_1]';
    const { text: sent, restore } = redact(text);
    expect(sent).not.toContain('4111');
    expect(restore(sent)).toBe(text);
  });

  const pieces = fc.constantFrom(
    ...['[EMAIL_1]', '[', ']', '_1]', '[EMAIL_', 'EMAIL', 'a@b.example', '4111 1111 1111 1111'],
    ...['+49 30 1234567', 'Nova Lee', 'may', ' ', '\n', '10.0.0.1', '\uFFFC', '$&', '$1', '\\'],
    ...['DE89370400440532013000', 'https://a.example/?token=x1', '123-45-6789', 'born 1/2/1980'],
  );
  const texts = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), {
      maxLength: 12,
    })
    .map((parts) => parts.join(''));

  it('gives back every text as it was', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), (several) => {
        const redactor = createRedactor(NAMES);
        const sent = several.map((text) => redactor.redact(text));
        expect(sent.map((text) => redactor.restore(text))).toEqual(several);
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows any name, whatever signs it holds', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 2, maxLength: 12 })
      .filter((said) => /^\p{L}.*\p{L}$/u.test(said) && !/\p{M}/u.test(said.normalize('NFD')));
    fc.assert(
      fc.property(name, (known) => {
        const { text } = redact(`it was ${known}, again`, [{ kind: 'PERSON', name: known }]);
        expect(text).toBe('it was [PERSON_1], again');
      }),
    );
  });

  it('lets none of it through, whatever stands around it', () => {
    const secrets = fc.constantFrom(
      'jane@rose.example',
      '4111 1111 1111 1111',
      'DE89370400440532013000',
    );
    const words = fc.array(fc.constantFrom('please', 'and', 'card', '(', '.', 'yes,', '\n'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(words, secrets, words, (before, secret, after) => {
        const text = [...before, secret, ...after].join(' ');
        expect(redact(text).text).not.toContain(secret);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['1 ', 'a.', '((', 'A ', 'Hi-', 'a@', 'a@b.example ', 'card ', '12 Aa ', '::', 'www.'])(
    'is quick with a long text of “%s”',
    (piece) => {
      const text = piece.repeat(100_000 / piece.length);
      const startedAt = performance.now();
      const { text: sent, restore } = redact(text, NAMES);
      expect(restore(sent)).toBe(text);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});
