import { isIPv4, isIPv6 } from 'node:net';
import { EMAIL_PATTERN, LINK_PATTERN } from '../../core/private-patterns.ts';
import { type Find, findAll } from './stretch.ts';

const HAS_DOMAIN = /@[^@]*\.[^@]*\p{L}/u;

export const findEmails: Find = (text) => [
  ...findAll('EMAIL', EMAIL_PATTERN, (said) => HAS_DOMAIN.test(said))(text),
  ...findAll('EMAIL', SPELT_OUT)(text),
];

/** "jane dot rose at example dot com" is left; "jane.rose (at) example.com" isn't. */
const SPELT_OUT =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+\s?[[({]\s?at\s?[\])}]\s?[\p{L}\p{N}-]+(?:(?:\.|\s?[[({]\s?dot\s?[\])}]\s?)[\p{L}\p{N}-]+)+/iu;

/** Links that carry somebody's key, address or name of user; public pages stay. */
export const findPrivateLinks: Find = (text) =>
  findAll(
    'LINK',
    LINK_PATTERN,
  )(text)
    .map(({ from, to, ...stretch }) => {
      const said = text.slice(from, to).replace(/[).,;:!?'"\]]+$/u, '');
      return { ...stretch, from, to: from + said.length };
    })
    .filter(({ from, to }) => isPrivateLink(text.slice(from, to)));

const TELLING_NAME =
  /[?&#;](?:[\w.-]*(?:token|key|auth|sig|signature|secret|session|sid|code|password|passwd|pwd|otp|ticket|hash|email|mail|user|phone|name)[\w.-]*)=[^&#]+/i;
/** A part of a path or query that no person chose. */
const OPAQUE = /[/=#](?=[\w.~%-]*\d)(?=[\w.~%-]*[a-z])[\w.~%-]{20,}/i;
const USER_INFO = /^(?:https?:)?\/\/[^/?#\s]*@/i;

function isPrivateLink(link: string): boolean {
  return USER_INFO.test(link) || TELLING_NAME.test(link) || OPAQUE.test(link) || link.includes('@');
}

const FOUR_PARTS = /(?<![\p{L}\p{N}.-])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}]|[.-]\d)/gu;
const WITH_COLONS =
  /(?<![\p{L}\p{N}:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?![\p{L}\p{N}]|[:.][0-9a-f])/giu;
const VERSION = /\b(?:version|release|build|firmware|ver|v)\.?\s*(?:number|is|to|from)?[\s:]*$/iu;

/** Addresses of machines. "version 10.0.4.1" is none. */
export const findIps: Find = (text) => {
  const isVersion = (from: number): boolean =>
    VERSION.test(text.slice(Math.max(0, from - 24), from));
  return [
    ...findAll('IP', FOUR_PARTS, (said, at) => isIPv4(said) && !isVersion(at))(text),
    ...findAll('IP', WITH_COLONS, (said) => isIPv6(said) && /\d/.test(said))(text),
  ];
};

const KEYS =
  /(?<![\p{L}\p{N}])(?:(?:sk|pk|rk)[-_][\w-]{16,}|gh[opsu]_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)/u;
const SAID_SECRET =
  /\b(?:password|passwort|passcode|pass\s?phrase|pwd|pin|pin\s?code|cvv2?|cvc|security code|otp|verification code|one[- ]time (?:code|password)|access token|api key)\b\s*(?:number\s*)?(?:is|was|:|=)[\s:"'“]*(?<it>[^\s"'”]*[\p{L}\p{N}$!*#])/iu;
const NO_WORD = /[^\p{L}'’.,;!?-]|\p{Ll}\p{Lu}/u;

/** Keys of known makers by their shape, and what is called a password or a code. */
export const findSecrets: Find = (text) => [
  ...findAll('SECRET', KEYS)(text),
  ...findAll('SECRET', SAID_SECRET, (said) => NO_WORD.test(said))(text),
];
