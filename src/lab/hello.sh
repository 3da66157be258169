#!/bin/sh -e
echo "I am $0, and I was given: $*"
exit 4
