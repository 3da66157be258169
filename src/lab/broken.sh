#!/no/such/interpreter
echo "Nobody can read this line."
