/** An e-mail address, in any script; what follows its last letter or digit isn't part of it. */
export const EMAIL_PATTERN =
  /(?<![\p{L}\p{M}\p{N}._%+'-])[\p{L}\p{M}\p{N}._%+'-]*[\p{L}\p{M}\p{N}_%+-]@[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}]/giu;

/** A link as people write it, with whatever sticks to its end. */
export const LINK_PATTERN = /(?:\bhttps?:\/\/|\bwww\.)[^\s>]+/giu;
