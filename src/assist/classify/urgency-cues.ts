import { type Cue, listed } from './cues.ts';

export type UrgencyKind =
  | 'said'
  | 'blocked'
  | 'harm'
  | 'deadline'
  | 'soon'
  | 'stopped'
  | 'waiting'
  | 'trouble'
  | 'calm'
  | 'wish';

/** What makes a ticket urgent, or takes urgency away. Weights add up; see judge-urgency.ts. */
export const URGENCY_CUES: readonly Cue<UrgencyKind>[] = [
  {
    kind: 'said',
    weight: 1.9,
    phrases: listed(`
      urgent, urgently, urgency, asap, a.s.a.p, as soon as possible, immediately, immediate, emergency, critical,
      right away, right now, top priority, high priority, p1, sev1, sev 1, time-sensitive, time sensitive,
      without delay, dringend, sofort, eilig, umgehend, urgente, urgence, immédiatement, subito, inmediatamente,
      imediatamente, spoed, zo snel mogelijk
    `),
  },
  {
    kind: 'blocked',
    weight: 2.4,
    phrases: listed(`
      site went down, service went down, system went down, server went down, everything went down,
      everything is down, standing still, are idle, sits idle, outage, is down, are down, completely down,
      not reachable, unreachable, production, cannot work, can't work, unable to work, nobody can, no one can,
      none of us can, all users, whole team, entire team, everyone is, all of us, whole company, entire company,
      business has stopped, work has stopped, blocking us, we are blocked, blocker, standstill, losing money,
      losing customers, losing sales, cannot take orders, can't take orders, customers cannot, customers can't,
      all customers
    `),
  },
  {
    kind: 'harm',
    weight: 2.2,
    phrases: listed(`
      wasn't me, was not me, i never made, never authorised, never authorized, did not authorise, did not authorize,
      don't recognise, don't recognize, do not recognise, do not recognize, somebody logged in, someone logged in,
      somebody else logged in, melted, call my bank, dispute the charge, dispute this charge, overheat…, sparks,
      hacked, security breach, breach, data leak, leaked, data loss, lost all, deleted all, stolen, fraud,
      fraudulent, unauthorised, unauthorized, identity theft, dangerous, caught fire, burned, burnt, injured, smoke,
      electric shock, allergic, lawyer, legal action, sue you, take you to court, chargeback, consumer protection,
      the police, trading standards, ombudsman, anwalt, avocat, abogado
    `),
  },
  {
    kind: 'deadline',
    weight: 1.2,
    phrases: listed(`
      within the hour, in an hour, in two hours, by the end of the day, end of day, eod, by friday, by monday,
      deadline, last day, running out of time, wedding, funeral, my flight, we leave, i leave, goes live, go live,
      launch, birthday, audit, before the weekend
    `),
  },
  {
    kind: 'waiting',
    weight: 0.8,
    phrases: listed(`
      third time, fourth time, second time, several times, many times, again and again, no answer, no reply,
      no response, nobody answers, no one answers, nobody replies, still waiting, for weeks, for months, for days,
      since weeks, still not, still no, still nothing, keeps happening, unacceptable, charged twice, billed twice,
      double charged, charged me twice, overcharged, escalate
    `),
  },
  {
    kind: 'trouble',
    weight: 0.45,
    phrases: listed(`
      cannot, can't, unable to, error, fails, failed, failing, failure, broken, crash…, freezes, does not work,
      doesn't work, not working, stopped working, missing, lost, wrong, declined, refused, never arrived,
      not arrived, hasn't arrived, damaged, defective, faulty, problem, issue, blocked
    `),
  },
  {
    kind: 'calm',
    weight: -3,
    phrases: listed(`
      not urgent, no rush, no hurry, not in a hurry, whenever you, when you have time, when you get a chance,
      take your time, low priority, minor, cosmetic, small thing, not important, nicht eilig, not critical,
      nice to have, just for information, fyi, for your information, typo, nothing urgent, isn't urgent,
      no need to hurry, nicht dringend, pas urgent, no es urgente, non è urgente
    `),
  },
  {
    kind: 'wish',
    weight: -1,
    phrases: listed(`
      do you support, do you accept, do you take, do you ship, do you deliver, do you post, do you plan,
      do you sell, any plans, please consider, can you explain, could you explain, difference between,
      back in stock, in stock, pre-order, are you planning, are you hiring, where do i find, where do i see,
      where can we, how much does, how many days, how many requests, what happens, can this be, just wanted to say,
      just wanted to thank, pass that on, compliment, keep up the, are brilliant, thank you so much,
      could you let us, we miss a way, would be better, can i pre-order, a manual, opening times, mailing list,
      unsubscribe, feature request, suggestion, would be nice, would be great, would love, it would help if, i wish,
      wondering, curious, just a question, quick question, general question, do you have, do you offer, how do i,
      how can i, how does, what is, what are, where can i, is it possible, is there a way, opening hours,
      newsletter, feedback, great job, well done, love your, keep it up, roadmap, idea
    `),
  },
  {
    kind: 'soon',
    weight: 0.8,
    phrases: listed(`
      today, tonight, tomorrow, this afternoon, this evening, heute, morgen, mañana, demain, domani, vandaag, amanhã
    `),
  },
  {
    kind: 'stopped',
    weight: 1.2,
    phrases: listed(`
      locked out, locked me out, we are stuck, are all stuck, stopped syncing, stopped working for, keeps crashing,
      every time we, none of our, outdated data, old data
    `),
  },
];
