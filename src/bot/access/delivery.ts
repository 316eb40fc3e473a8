/** The one line others read where an answer went to its asker alone. */
export const PRIVATE_NOTICE = 'Answered privately: not everybody here may see that.';
