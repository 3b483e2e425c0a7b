// Why items cannot be read, in one sentence. Becomes the cause of `States.ItemReaderFailed`; never leaves this folder.

export class ReadFault extends Error {}
