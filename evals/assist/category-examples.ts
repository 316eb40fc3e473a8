import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Example } from '../../src/assist/classify/train-classifier.ts';
import { readBanking, readBitext, readClinc, readGoEmotions } from './data-sets.ts';
import { type SentenceBook, writeSentences } from './sentences.ts';

export type CategoryPreset = 'e-commerce' | 'software';

/** Intents of the public sets, by the category a team would file them under. */
const INTENTS: Readonly<Record<CategoryPreset, Readonly<Record<string, readonly string[]>>>> = {
  'e-commerce': {
    shipping: [
      ...['track_order', 'change_shipping_address', 'set_up_shipping_address', 'delivery_options'],
      ...['delivery_period', 'card_arrival', 'card_delivery_estimate', 'order_status'],
    ],
    payment: [
      ...['check_payment_methods', 'payment_issue', 'check_invoice', 'get_invoice'],
      ...['declined_card_payment', 'pending_card_payment', 'card_payment_not_recognised'],
      ...['transaction_charged_twice', 'extra_charge_on_statement', 'card_payment_fee_charged'],
      ...[
        'direct_debit_payment_not_recognised',
        'card_payment_wrong_exchange_rate',
        'card_declined',
      ],
    ],
    refund: [
      ...['get_refund', 'check_refund_policy', 'track_refund', 'request_refund'],
      'Refund_not_showing_up',
    ],
    order: ['cancel_order', 'change_order', 'place_order', 'check_cancellation_fee'],
    account: [
      ...['create_account', 'delete_account', 'edit_account', 'switch_account', 'recover_password'],
      ...[
        'registration_problems',
        'passcode_forgotten',
        'edit_personal_details',
        'verify_my_identity',
      ],
      ...['unable_to_verify_identity', 'terminate_account', 'change_user_name', 'account_blocked'],
      'newsletter_subscription',
    ],
    general: [
      ...['complaint', 'review', 'contact_customer_service', 'contact_human_agent'],
      ...['greeting', 'thank_you', 'are_you_a_bot', 'goodbye'],
    ],
  },
  software: {
    billing: [
      ...['check_payment_methods', 'payment_issue', 'check_invoice', 'get_invoice', 'get_refund'],
      ...['check_refund_policy', 'track_refund', 'check_cancellation_fee', 'declined_card_payment'],
      ...['transaction_charged_twice', 'extra_charge_on_statement', 'request_refund'],
      ...['direct_debit_payment_not_recognised', 'Refund_not_showing_up', 'card_declined'],
    ],
    technical: ['sync_device', 'reset_settings'],
    account: [
      ...['create_account', 'delete_account', 'edit_account', 'recover_password'],
      ...[
        'registration_problems',
        'passcode_forgotten',
        'edit_personal_details',
        'verify_my_identity',
      ],
      ...['unable_to_verify_identity', 'terminate_account', 'change_user_name', 'account_blocked'],
    ],
  },
};

/** No team's business: small talk, the kitchen, the weather. */
const BESIDE_THE_POINT: readonly string[] = [
  ...[
    'recipe',
    'calories',
    'restaurant_suggestion',
    'play_music',
    'weather',
    'definition',
    'translate',
  ],
  ...['flip_coin', 'tell_joke', 'fun_fact', 'do_you_have_pets', 'where_are_you_from', 'traffic'],
  ...['directions', 'tire_change', 'oil_change_how', 'vaccines', 'meaning_of_life', 'calculator'],
  ...['next_song', 'timer', 'alarm', 'smart_home', 'todo_list', 'what_song', 'travel_suggestion'],
];
const OF_ONE_INTENT: Readonly<Record<CategoryPreset, number>> = { 'e-commerce': 60, software: 25 };
const COMMENTS = 1_500;

export function readBook(preset: CategoryPreset): SentenceBook {
  return parse(readFileSync(join(import.meta.dirname, 'training', `${preset}.yaml`), 'utf8'));
}

/** Our sentences and the public sets' under a preset's categories, and what is beside the point; null where a set is absent. */
export function readCategoryExamples(preset: CategoryPreset): Example[] | null {
  const sets = [readBanking(), readClinc()?.learned ?? null, readBitext()];
  const comments = readGoEmotions('train');
  if (sets.includes(null) || comments === null) return null;
  const byIntent = Map.groupBy(
    sets.flatMap((set) => set ?? []),
    ({ label }) => label,
  );
  const some = (intent: string | null) =>
    (byIntent.get(intent) ?? []).slice(0, OF_ONE_INTENT[preset]);
  const beside = [
    ...[...BESIDE_THE_POINT, null].flatMap(some),
    ...comments.filter(({ label }) => label === 'neutral').slice(0, COMMENTS),
  ];
  return [
    ...writeSentences(readBook(preset), 20, 1).map(({ text, label, pattern }) => ({
      text,
      label,
      kin: `${label} ${pattern}`,
    })),
    ...Object.entries(INTENTS[preset]).flatMap(([label, intents]) =>
      intents.flatMap((intent) => some(intent).map(({ text }) => ({ text, label }))),
    ),
    ...beside.map(({ text }) => ({ text, label: null })),
  ];
}
