import { beforeAll, describe, expect, it } from 'vitest';
import {
  createFeelingsReader,
  type FeelingsReader,
} from '../../../src/assist/classify/read-feelings.ts';
import { loadShippedWeights } from '../../../src/assist/classify/shipped-weights.ts';

let reader: FeelingsReader;
beforeAll(async () => {
  reader = createFeelingsReader(await loadShippedWeights('emotion'));
});

describe('how a customer feels', () => {
  it.each([
    ['angry', 'This is unacceptable. You are liars and I am furious!'],
    ['frustrated', 'I have written several times and nobody answers. So annoying.'],
    ['worried', 'I am worried that somebody hacked my account, is it safe?'],
    ['sad', 'I cried when I saw it, the gift for the funeral was ruined.'],
    ['happy', 'It works again, great job, I love it!'],
    ['grateful', 'Thank you so much for your help, I really appreciate it.'],
    ['neutral', 'Which sizes does the blue jacket come in?'],
  ])('is told: %s', (emotion, text) => {
    expect(reader.read(text).emotion).toBe(emotion);
  });

  it('is on the right side of neutral', () => {
    expect(reader.read('Worst service ever, I am fed up.').sentiment).toBeLessThan(-0.6);
    expect(reader.read('Absolutely wonderful, thank you!').sentiment).toBeGreaterThan(0.6);
    expect(Math.abs(reader.read('What is the size of the rug?').sentiment)).toBeLessThan(0.3);
  });

  it('is not made of what is denied', () => {
    expect(reader.read('I am not happy with this.').sentiment).toBeLessThan(0);
    expect(reader.read('I’m not angry, only asking.').emotion).not.toBe('angry');
  });

  it.each([
    'It would be great if tables could be sorted.',
    'I would love to have an invoice.',
    'What is the best way to import them?',
    'Thanks in advance.\nBest regards\nAnna',
    'Kind regards, have a nice day',
  ])('is not made of wishes and good manners: %s', (text) => {
    expect(reader.read(text).sentiment).toBeLessThan(0.3);
  });

  it('has an emotion on its side where there is much of a mood, and none by a guess alone', () => {
    const told =
      'I sent the jacket back. You got it on the 9th. I called twice. I was told to wait.';
    const heated = reader.read(`${told} This is ridiculous, I want my money back.`);
    expect(heated).toMatchObject({ emotion: 'angry' });
    expect(heated.sentiment).toBeLessThan(-0.3);
    expect(reader.read('I would like to start on Monday. Whom can I write to?').emotion).toBe(
      'neutral',
    );
  });

  it('stays bad where a complaint ends politely', () => {
    const complaint = 'I am very disappointed, this is ridiculous.';
    const said = reader.read(`${complaint}\nThanks in advance\nBest regards, Anna`).sentiment;
    expect(said).toBeLessThan(-0.5);
  });

  it('is neutral where nothing is said, and quick where much is', () => {
    expect(reader.read('')).toEqual({ sentiment: 0, emotion: 'neutral', confidence: 1 });
    const startedAt = performance.now();
    reader.read('This is awful. '.repeat(20_000));
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
