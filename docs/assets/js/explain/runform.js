export const makeForm = () => {};
