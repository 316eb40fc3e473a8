import { ACCOUNT_ACCESS, GENERAL, INTEGRATIONS, ONBOARDING } from './issues/access.ts';
import { RETURNS, SHIPPING } from './issues/goods.ts';
import type { Issue } from './issues/issue.ts';
import { BILLING, SALES_QUESTIONS } from './issues/money.ts';
import { BUG_REPORTS, FEATURE_REQUESTS, TECHNICAL_SUPPORT } from './issues/product.ts';
import type { AgentName } from './team.ts';

export type Priority = 'low' | 'medium' | 'high' | 'urgent';

/** Where a kind of request is worked on, and how it goes there. */
export type Pipeline = {
  readonly name: string;
  readonly group: string;
  readonly issues: readonly Issue[];
  /** Relative volumes at the start, and what they are multiplied by towards the end. */
  readonly tickets: number;
  readonly chats: number;
  readonly growth: number;
  /** Staffed hours until half of the tickets are answered, and until half of them are solved after that. */
  readonly answerHours: number;
  readonly solveHours: number;
  readonly priorities: Readonly<Record<Priority, number>>;
  /** What the team calls a ticket that waits for somebody else. */
  readonly waitingStage: string;
  readonly crew: Readonly<Partial<Record<AgentName, number>>>;
  /** Hit by the incident. */
  readonly technical: boolean;
};

const CALM = { low: 30, medium: 52, high: 15, urgent: 3 };
const USUAL = { low: 18, medium: 52, high: 23, urgent: 7 };
const PRESSING = { low: 8, medium: 42, high: 34, urgent: 16 };

export const PIPELINES: readonly Pipeline[] = [
  {
    name: 'Billing',
    group: 'Finance Desk',
    issues: BILLING,
    tickets: 15,
    chats: 12,
    growth: 1.1,
    answerHours: 1.1,
    solveHours: 7,
    priorities: USUAL,
    waitingStage: 'Waiting on bank',
    crew: { Girly: 5, Nova: 4, Francis: 2 },
    technical: false,
  },
  {
    name: 'Technical Support',
    group: 'Engineering Desk',
    issues: TECHNICAL_SUPPORT,
    tickets: 16,
    chats: 14,
    growth: 1.25,
    answerHours: 1.5,
    solveHours: 12,
    priorities: PRESSING,
    waitingStage: 'Waiting on engineering',
    crew: { Bhushan: 7, Nova: 4, Girly: 1 },
    technical: true,
  },
  {
    name: 'Returns',
    group: 'Logistics',
    issues: RETURNS,
    tickets: 12,
    chats: 10,
    growth: 1.15,
    answerHours: 1.6,
    solveHours: 20,
    priorities: USUAL,
    waitingStage: 'Waiting on warehouse',
    crew: { Francis: 6, Girly: 3, Nova: 2 },
    technical: false,
  },
  {
    name: 'Shipping',
    group: 'Logistics',
    issues: SHIPPING,
    tickets: 14,
    chats: 18,
    growth: 1.2,
    answerHours: 1.2,
    solveHours: 15,
    priorities: USUAL,
    waitingStage: 'Waiting on carrier',
    crew: { Francis: 7, Nova: 3, Girly: 2 },
    technical: false,
  },
  {
    name: 'Account Access',
    group: 'Care',
    issues: ACCOUNT_ACCESS,
    tickets: 11,
    chats: 13,
    growth: 1,
    answerHours: 0.6,
    solveHours: 2.5,
    priorities: PRESSING,
    waitingStage: 'Waiting on customer',
    crew: { Nova: 6, Girly: 4, Bhushan: 1 },
    technical: false,
  },
  {
    name: 'Onboarding',
    group: 'Success',
    issues: ONBOARDING,
    tickets: 6,
    chats: 4,
    growth: 1.6,
    answerHours: 1.3,
    solveHours: 18,
    priorities: CALM,
    waitingStage: 'Waiting on customer',
    crew: { Girly: 6, Nova: 2, Bhushan: 1 },
    technical: false,
  },
  {
    name: 'Sales Questions',
    group: 'Success',
    issues: SALES_QUESTIONS,
    tickets: 7,
    chats: 15,
    growth: 1.3,
    answerHours: 0.9,
    solveHours: 8,
    priorities: CALM,
    waitingStage: 'Waiting on customer',
    crew: { Nova: 4, Girly: 4, Francis: 1 },
    technical: false,
  },
  {
    name: 'Bug Reports',
    group: 'Engineering Desk',
    issues: BUG_REPORTS,
    tickets: 8,
    chats: 4,
    growth: 0.8,
    answerHours: 2.4,
    solveHours: 40,
    priorities: USUAL,
    waitingStage: 'Waiting on engineering',
    crew: { Bhushan: 8, Nova: 1 },
    technical: true,
  },
  {
    name: 'Feature Requests',
    group: 'Success',
    issues: FEATURE_REQUESTS,
    tickets: 3,
    chats: 1.5,
    growth: 1.1,
    answerHours: 4.5,
    solveHours: 30,
    priorities: CALM,
    waitingStage: 'Waiting on product team',
    crew: { Bhushan: 3, Girly: 2, Francis: 1 },
    technical: false,
  },
  {
    name: 'Integrations',
    group: 'Engineering Desk',
    issues: INTEGRATIONS,
    tickets: 5,
    chats: 2.5,
    growth: 1.9,
    answerHours: 2,
    solveHours: 26,
    priorities: USUAL,
    waitingStage: 'Waiting on engineering',
    crew: { Bhushan: 7, Nova: 2 },
    technical: false,
  },
  {
    name: 'General',
    group: 'Care',
    issues: GENERAL,
    tickets: 5,
    chats: 6,
    growth: 0.9,
    answerHours: 1.8,
    solveHours: 6,
    priorities: CALM,
    waitingStage: 'Waiting on customer',
    crew: { Francis: 3, Girly: 2, Nova: 2 },
    technical: false,
  },
];

export const GROUPS: readonly string[] = [...new Set(PIPELINES.map(({ group }) => group))];
