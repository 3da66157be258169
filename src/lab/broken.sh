#!/no/such/interpreter
echo "This line is never printed."
