/* The one thing of Node that dockerfile-ast asks for: a text's bytes. Put in where the scripts are put together. */
export const Buffer = { from: (text) => new TextEncoder().encode(text) };
