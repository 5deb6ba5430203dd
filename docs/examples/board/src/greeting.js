exports.greeting = (name) => `Hello, ${name || "stranger"}!`;
