"""Where the weights of criteria come from: judgements of people, or the numbers themselves."""
