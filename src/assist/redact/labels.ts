/** What support gives numbers to that are nobody's phone or card. */
const THINGS = [
  'order|purchase|ticket|invoice|case|tracking|shipment|parcel|package|delivery|booking|reservation|reference|ref',
  'transaction|receipt|item|product|model|version|serial|article|sku|issue|request|incident|bill|rma|build|error',
  'voucher|coupon|policy|contract|chat|conversation|id|code|zip|postcode|bestellung|bestellnummer|commande|pedido',
].join('|');
const LABEL = new RegExp(
  `\\b(?:${THINGS})s?\\b(?:\\s*(?:number|numbers|num|no|nr|id|code|is|was|the|with|of)\\b)*[\\s.:#№("']*$`,
  'iu',
);
const REACH = 60;

/** Whether the words right before a number call it an order's, a ticket's … */
export function isLabelledAsThing(before: string): boolean {
  return LABEL.test(before.slice(-REACH));
}
