import { describe, expect, it } from 'vitest';
import { isOfOneTicket } from '../../../src/assist/suggest/grounding/one-ticket.ts';

describe('a sentence of a past reply', () => {
  it.each([
    'The papers went to customs and the shipment is released.',
    'Your order has been cancelled.',
    'The parcel is redirected; expect it two days later than planned.',
    'Your return is registered; drop it at any shop.',
    'A replacement ships today and you can keep the broken one.',
    'I can create the label for you.',
    'I am comparing your account with others of the same size.',
    'I refunded the shipping fee.',
    'Done: the new address is on the parcel.',
    'Your mail server had us on a block list; after the change notifications arrive again.',
    'The total now includes the last day.',
    'Everything is set up and all 54 people have joined.',
  ])('holds for its ticket alone: %s', (sentence) => {
    expect(isOfOneTicket(sentence)).toBe(true);
  });

  it.each([
    'You can return an item within 30 days of delivery.',
    'Once your order has been shipped, it can’t be cancelled.',
    'Refunds are issued to the card you paid with.',
    'Check that the address has been updated.',
    'If it was damaged on the way, keep the box.',
    'Click on “Chat Now” to talk to us.',
    'I can guide you through it.',
    'Only an owner may change roles.',
    'Orders of more than 50 € are delivered free of charge.',
  ])('holds for anybody: %s', (sentence) => {
    expect(isOfOneTicket(sentence)).toBe(false);
  });
});
