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

/** Fills the set's placeholders, and adds two statements with figures, days, names or denials, which it has few of. */
export function fillPlaceholders({ reply }: BitextRow, random: () => number): string {
  const company = pick(COMPANIES, random);
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  const fill = (text: string): string =>
    text.replaceAll(/\{\{([^}]*)\}\}/g, (_whole, label: string) => {
      if (/phone|toll/i.test(label)) return `+1-555-${digits(3)}-${digits(4)}`;
      if (/hours|availab/i.test(label)) return pick(HOURS, random);
      if (/e-?mail/i.test(label)) return `support@${company.toLowerCase()}.com`;
      if (/url/i.test(label)) return `www.${company.toLowerCase()}.com`;
      if (/website|company|store|platform/i.test(label)) return company;
      if (/name|agent|client|person/i.test(label)) return pick(NAMES, random);
      if (/number of|days/i.test(label)) return String(2 + Math.floor(random() * 28));
      if (/amount|currency|money|price/i.test(label)) return `$${5 + Math.floor(random() * 200)}`;
      if (/number|id\b|code/i.test(label)) return digits(8);
      if (/date/i.test(label)) return `${1 + Math.floor(random() * 28)} May 2026`;
      return label.replace(/ anonymized$/i, '');
    });
  const extra = [pick(EXTRAS, random), pick(EXTRAS, random)];
  return fill([reply, ...new Set(extra)].join('\n'));
}
