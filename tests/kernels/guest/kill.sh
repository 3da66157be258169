#!/bin/bash
# Ends another process: kill.sh PID
kill -9 "$1"
