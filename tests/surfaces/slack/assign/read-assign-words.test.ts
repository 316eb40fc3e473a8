import { describe, expect, it } from 'vitest';
import {
  readAssignCommand,
  readAwayCommand,
} from '../../../../src/surfaces/slack/assign/read-assign-words.ts';

describe('/assign', () => {
  it.each([
    ['', { kind: 'list' }],
    [' list ', { kind: 'list' }],
    ['team', { kind: 'team' }],
    ['4312', { kind: 'assign', ticket: '4312', to: null }],
    ['#4312 me', { kind: 'assign', ticket: '#4312', to: { name: 'me' } }],
    ['4312 <@U012AB3CD|nova>', { kind: 'assign', ticket: '4312', to: { user: 'U012AB3CD' } }],
    ['4312 to Nova Lee', { kind: 'assign', ticket: '4312', to: { name: 'Nova Lee' } }],
    ['4312 @nova', { kind: 'assign', ticket: '4312', to: { name: 'nova' } }],
  ])('reads “%s”', (text, command) => {
    expect(readAssignCommand(text)).toEqual(command);
  });
});

describe('/away', () => {
  const nobody = { isBack: false, who: null, until: null, note: null };
  it.each([
    ['', nobody],
    ['back', { ...nobody, isBack: true }],
    ['I’m back', { ...nobody, isBack: true }],
    ['until monday 9:00', { ...nobody, until: 'until monday 9:00' }],
    ['2 h - at the dentist', { ...nobody, until: '2 h', note: 'at the dentist' }],
    ['until 2026-12-24 – at home', { ...nobody, until: 'until 2026-12-24', note: 'at home' }],
    ['<@U012AB3CD> until 15:00', { ...nobody, who: { user: 'U012AB3CD' }, until: 'until 15:00' }],
    ['@nova back', { ...nobody, who: { name: 'nova' }, isBack: true }],
  ])('reads “%s”', (text, command) => {
    expect(readAwayCommand(text)).toEqual(command);
  });
});
