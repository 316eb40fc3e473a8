import { type BitextRow, pick } from './bitext.ts';

const NAMES = [
  'Nova Keller',
  'Marcus',
  'Priya Nair',
  'Tomás',
  'Ingrid Solberg',
  'Hannah',
  'Dmitri',
  'Aisha',
];
const COMPANIES = ['Brightwell', 'Northgate', 'Lumora', 'Castellan'];
const HOURS = [
  'Monday to Friday from 9 am to 5 pm',
  'from 8 am to 8 pm, Monday through Saturday',
  'on weekdays between 10:00 and 18:00',
  'Tuesday to Sunday, 7 am to 11 pm',
];
const EXTRAS = [
  'Refunds take 5 to 10 business days to arrive.',
  'The offer is valid until 31 March 2026.',
  'Orders over $50 ship for free.',
  'You can return an item within 30 days of delivery.',
  'A cancellation fee of 15% applies after 24 hours.',
  'Our office is closed on 25 December.',
  'Invoices are kept for 18 months.',
  'The manager of this department is {{Name}}.',
  'Gift cards can’t be refunded.',
  'Express delivery is not available on weekends.',
  'You don’t need an account to track a parcel.',
  'The price of €12.50 includes VAT.',
  'The new catalogue appears on 3 February 2026.',
  'Standard delivery takes three to five days.',
  'Please ask for {{Name}} at the front desk.',
  'Returned parcels are not opened without your consent.',
];

type Random = () => number;

/** What stands for a placeholder, by the first pattern its label fits. */
const FILLINGS: readonly (readonly [RegExp, (random: Random, company: string) => string])[] = [
  [/phone|toll/i, (random) => `+1-555-${digits(3, random)}-${digits(4, random)}`],
  [/hours|availab/i, (random) => pick(HOURS, random)],
  [/e-?mail/i, (_, company) => `support@${company.toLowerCase()}.com`],
  [/url/i, (_, company) => `www.${company.toLowerCase()}.com`],
  [/website|company|store|platform/i, (_, company) => company],
  [/name|agent|client|person/i, (random) => pick(NAMES, random)],
  [/number of|days/i, (random) => String(2 + Math.floor(random() * 28))],
  [/amount|currency|money|price/i, (random) => `$${5 + Math.floor(random() * 200)}`],
  [/number|id\b|code/i, (random) => digits(8, random)],
  [/date/i, (random) => `${1 + Math.floor(random() * 28)} May 2026`],
];

/** Fills the set's placeholders, and adds two statements with figures, days, names or denials, which it has few of. */
export function fillPlaceholders({ reply }: BitextRow, random: Random): string {
  const company = pick(COMPANIES, random);
  const fill = (text: string): string =>
    text.replaceAll(/\{\{([^}]*)\}\}/g, (_whole, label: string) => {
      const [, filling] = FILLINGS.find(([pattern]) => pattern.test(label)) ?? [];
      return filling?.(random, company) ?? label.replace(/ anonymized$/i, '');
    });
  const extra = [pick(EXTRAS, random), pick(EXTRAS, random)];
  return fill([reply, ...new Set(extra)].join('\n'));
}

function digits(count: number, random: Random): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
}
