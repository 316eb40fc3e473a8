import { type Cue, listed } from './cues.ts';

/** What customers feel, from the worst to the best, as agents say it. */
export const FEELINGS = [
  ...(['angry', 'frustrated', 'worried', 'sad'] as const),
  ...(['neutral', 'surprised', 'happy', 'grateful'] as const),
] as const;
export type Feeling = (typeof FEELINGS)[number];

/** "trouble" says that something is wrong, and nothing of how somebody takes it. */
export type FeelingCue = Exclude<Feeling, 'neutral'> | 'trouble';

/** What people write to support when they feel something. The weight says how much a word shows of it, 0…1. */
export const FEELING_CUES: readonly Cue<FeelingCue>[] = [
  {
    kind: 'angry',
    weight: 0.9,
    phrases: listed(`
      fobbed off, formal complaint, livid, fuming, daylight robbery, cheated, conned, had it with, worst ever,
      is a joke, are a joke, unacceptable, ridiculous, disgraceful, outrageous, furious, disgusting, disgusted,
      appalling, scam, scammers, rip-off, rip off, ripped off, thieves, liars, lied to, shame on you, fed up, worst,
      never again, last time i, had enough, enough is enough, angry, pissed, wtf, what the hell, the hell, damn,
      bullshit, crap, stupid, idiots, incompetent, pathetic, garbage, rubbish, a joke, how dare, i demand, lawyer,
      sue you, hate…, horrible, terrible, awful, unbelievable, going to court, report you, one star, zero stars,
      inakzeptabel, unverschämt…, frechheit, wütend, betrug, betrüger, inacceptable, inadmissible, scandaleux, furieux,
      inaceptable, vergüenza, furioso, furiosa, vergognoso, inaccettabile
    `),
  },
  {
    kind: 'frustrated',
    weight: 0.6,
    phrases: listed(`
      passed from one, passed around, back and forth, getting nowhere, going in circles, how am i supposed,
      how are we supposed, what's the point, what is the point, every single time, don't even, nobody came,
      no one came, kept waiting, keep waiting, chasing, drives me mad, driving me mad, driving me crazy,
      you promised, frustrat…, annoy…, disappoint…, still waiting, third time, fourth time, several times,
      again and again, over and over, nobody answers, no one answers, nobody replies, nobody cares, no reply,
      no response, no answer, waste of time, wasting my time, wasted, unhelpful, useless, ignored, ignoring,
      too long, far too, poor service, bad service, poor support, dissatisfied, unsatisfied, unhappy, let down,
      tired of, sick of, upset, not acceptable, expected better, expected more, for weeks, for months,
      keeps happening, yet again, once again, how many times, rude…, hung up on, treated like this, enttäuscht, ärgerlich, verärgert, déçu, déçue, agacé,
      decepcionado, decepcionada, deluso, delusa
    `),
  },
  {
    kind: 'worried',
    weight: 0.4,
    phrases: listed(`
      worried, worry, worries me, afraid, concerned, concerning, scared, nervous, anxious, panic…, stressed,
      stressful, desperate, desperately, unsafe, is it safe, dangerous, suspicious, fear, frightened, hacked, stolen, fraud,
      uneasy, alarmed, alarming, besorgt, inquiet, preocupado, preoccupato
    `),
  },
  {
    kind: 'sad',
    weight: 0.5,
    phrases: listed(`
      sad, sadly, heartbroken, heartbreaking, crying, cried, tears, depressed, depressing, miserable, devastated,
      passed away, funeral, ruined, gutted, such a pity, such a shame, traurig, triste
    `),
  },
  {
    kind: 'trouble',
    weight: 0.2,
    phrases: listed(`
      cannot, can't, unable to, error, fails, failed, failing, broken, crash…, freezes, stuck, does not work,
      doesn't work, not working, stopped working, missing, lost, wrong, declined, refused, never arriv…,
      not arrived, hasn't arrived, damaged, defective, faulty, problem, problems, late, complaint, complain,
      charged twice, overcharged, slow, confusing, unclear, dead, scratched, bug, locked out, no refund, still no,
      still not, nothing happens, nothing has changed, unfortunately
    `),
  },
  {
    kind: 'surprised',
    weight: 0,
    phrases: listed(`
      surprised, surprisingly, surprising, out of nowhere, to my surprise, astonished,
      did not expect, didn't expect, wow, all of a sudden, oh my god, omg
    `),
  },
  {
    kind: 'happy',
    weight: 0.7,
    phrases: listed(`
      great, love, loved, excellent, perfect, perfectly, fantastic, awesome, wonderful, amazing, brilliant, superb,
      delighted, happy, pleased, glad, satisfied, impressed, works now, it works, works again, working again,
      solved, best, helpful, very kind, so kind, lovely, well done, good job, nice, super, that did it, like it,
      enjoy…, thrilled, recommend, five stars, keep it up, toll, génial
    `),
  },
  {
    kind: 'grateful',
    weight: 0.6,
    phrases: listed(`
      thank you so much, thank you very much, many thanks, thanks a lot, thanks so much, a big thank, grateful,
      appreciate, appreciated, much obliged, thanks for the quick, thank you for the quick, thanks for your help,
      thank you for your help, thanks for helping, thank you for helping, thanks to your, vielen dank,
      merci beaucoup, muchas gracias, grazie mille, muito obrigado, hartelijk dank, you saved, life saver, lifesaver
    `),
  },
];
