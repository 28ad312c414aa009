/* Nothing: the script is all there is. */
