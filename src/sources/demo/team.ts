export type AgentName = 'Girly' | 'Bhushan' | 'Francis' | 'Nova' | 'Richie';

export type DemoAgent = {
  readonly name: AgentName;
  /** Other names the same person goes by in the support systems. */
  readonly aliases: readonly string[];
  readonly emails: readonly string[];
  readonly role: 'agent' | 'manager';
  /** Waiting times are multiplied by it: below 1 is quicker than the team. */
  readonly pace: number;
  /** Added to the score customers give, 1–5. */
  readonly warmth: number;
};

export const TEAM: readonly DemoAgent[] = [
  {
    name: 'Girly',
    aliases: ['Girly S.', 'girly.s', 'girly_s'],
    emails: ['girly.s@example.com'],
    role: 'agent',
    pace: 0.8,
    warmth: 0.3,
  },
  {
    name: 'Bhushan',
    aliases: ['Bhushan K.', 'bhushan_k', 'bhushan.k'],
    emails: ['bhushan.k@example.com'],
    role: 'agent',
    pace: 1.25,
    warmth: 0.1,
  },
  {
    name: 'Francis',
    aliases: ['Francis D.', 'francis_d', 'francis.d'],
    emails: ['francis.d@example.com'],
    role: 'agent',
    pace: 1.45,
    warmth: -0.25,
  },
  {
    name: 'Nova',
    aliases: ['Nova R.', 'nova_r', 'nova.r'],
    emails: ['nova.r@example.com'],
    role: 'agent',
    pace: 0.65,
    warmth: 0.15,
  },
  {
    name: 'Richie',
    aliases: ['Richie T.', 'richie_t'],
    emails: ['richie.t@example.com'],
    role: 'manager',
    pace: 0.9,
    warmth: 0.2,
  },
];

export const ON_LEAVE: AgentName = 'Girly';

export function agentNamed(name: AgentName): DemoAgent {
  const found = TEAM.find((agent) => agent.name === name);
  if (!found) throw new RangeError(`nobody called ${name}`);
  return found;
}

export const BOT_NAME = 'Deskbot';
